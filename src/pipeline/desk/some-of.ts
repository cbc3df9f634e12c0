const most = 8;

/** Names as a list people can read: all of a few; of many the first ones, and how many more there are. */
export function someOf(names: readonly string[]): string {
  const left = names.length - most;
  return left <= 0 ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${left} more`;
}
