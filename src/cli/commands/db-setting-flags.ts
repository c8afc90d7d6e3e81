/** Values of options that `trivet.config.ts` may hold, too. */

export const majors = ['14', '15', '16', '17', '18'] as const;

/** From which severity on `trivet db lint` fails. */
export const failOnValues = ['error', 'warning', 'info', 'never'] as const;
