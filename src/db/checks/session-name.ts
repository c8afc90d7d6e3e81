/**
 * Who sessions belong to, for people, the same in every run: `shop (api)`. Process numbers are others each time.
 */
export const sessionName = (alias: string): string =>
  `concat(quote_ident(${alias}.usename), nullif(' (' || left(${alias}.application_name, 40) || ')', ' ()'))`;
