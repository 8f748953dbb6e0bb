// Times as the reader's clock has them. Pure, but for the zone that the browser is in.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY = 86_400_000;

/** @param {number} number */
const two = (number) => String(number).padStart(2, '0');

/** @param {Date} time */
const day = (time) => `${time.getDate()} ${MONTHS[time.getMonth()]}`;

/**
 * How many days of the reader's calendar lie between two times.
 * @param {Date} time
 * @param {Date} now
 */
function days(time, now) {
  const [one, other] = [time, now].map((each) => Date.UTC(each.getFullYear(), each.getMonth(), each.getDate()));
  return Math.round((other - one) / DAY);
}

/**
 * How long before `now`, in the words of the server (webapp/views/times.py) and the reader's days.
 * @param {Date} time
 * @param {Date} now
 * @returns {string}
 */
export function ago(time, now) {
  const seconds = (now.getTime() - time.getTime()) / 1000;
  const between = days(time, now);
  if (seconds >= -60 && seconds < 60) return 'just now';
  if (seconds > 0 && seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds > 0 && (between === 0 || seconds < 12 * 3600)) return `${Math.floor(seconds / 3600)} h ago`;
  if (between > 0 && between <= 14) return between === 1 ? 'yesterday' : `${between} days ago`;
  return time.getFullYear() === now.getFullYear() ? day(time) : `${day(time)} ${time.getFullYear()}`;
}

/**
 * The time to the second in the reader's zone.
 * @param {Date} time
 * @returns {string}
 */
export function exact(time) {
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':');
  return `${day(time)} ${time.getFullYear()}, ${clock} ${zone(time)}`;
}

/** @param {Date} time */
function zone(time) {
  const parts = new Intl.DateTimeFormat('en', { timeZoneName: 'short' }).formatToParts(time);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}
