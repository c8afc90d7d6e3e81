/** Formats of RFC 3339: dates, times and (appendix A) durations. */

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|([+-])(\d\d):(\d\d))$/i;
const DAY_TIME = '(?:\\d+H(?:\\d+M(?:\\d+S)?)?|\\d+M(?:\\d+S)?|\\d+S)';
const YEAR_DAYS = '(?:\\d+Y(?:\\d+M(?:\\d+D)?)?|\\d+M(?:\\d+D)?|\\d+D)';
const DURATION = new RegExp(`^P(?:\\d+W|${YEAR_DAYS}(?:T${DAY_TIME})?|T${DAY_TIME})$`);

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DATE_LENGTH = 10;

export function isDateTime(value: string): boolean {
  const separator = value[DATE_LENGTH];
  return (
    (separator === 'T' || separator === 't') &&
    isDate(value.slice(0, DATE_LENGTH)) &&
    isTime(value.slice(DATE_LENGTH + 1))
  );
}

export function isDate(value: string): boolean {
  const [, year, month, day] = DATE.exec(value) ?? [];
  if (year === undefined) return false;
  const isLeapDay = month === '02' && day === '29';
  if (isLeapDay) return isLeapYear(Number(year));
  const last = DAYS_OF_MONTH[Number(month) - 1] ?? 0;
  return Number(day) >= 1 && Number(day) <= last;
}

/** A leap second is valid where it is 23:59:60 in UTC. */
export function isTime(value: string): boolean {
  const [text, hour, minute, second, sign, offsetHour = '0', offsetMinute = '0'] =
    TIME.exec(value) ?? [];
  if (text === undefined) return false;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return false;
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return false;
  if (Number(second) < 60) return true;
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHour) * 60 + Number(offsetMinute));
  const minutes = Number(hour) * 60 + Number(minute) - offset;
  return (minutes + MINUTES_OF_DAY) % MINUTES_OF_DAY === MINUTES_OF_DAY - 1;
}

const MINUTES_OF_DAY = 24 * 60;

export function isDuration(value: string): boolean {
  return DURATION.test(value);
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
