import { pythonText } from '../python-text.ts';
import type { Enrichment } from './enrichment.ts';

/** What there is to say of values that are not `Done`, in the contract's words and ours. Source: CONTRACT.md §8.1, §8.4. */
export function stateLines(results: readonly Enrichment[]): readonly string[] {
  const failed = results.filter(({ state }) => state === 'Failed');
  const overQuota = results.filter(({ state }) => state === 'QuotaExceeded');
  const waiting = results.filter(({ state }) => state === 'Waiting');
  return [
    ...failed.map(({ value }) => `${nameOf(value, results)}Enrichment failed. Status is "Failed"".`),
    ...overQuota.map(({ value }) => `${nameOf(value, results)}Enrichment failed. Status is "QuotaExceeded"".`),
    ...results.flatMap((one) => (one.state === 'Error' ? [`${one.value}: ${one.error.message}`] : [])),
    ...(waiting.length === 0 ? [] : [`Waiting for "${pythonText(waiting.map(({ value }) => value))}" to finish...`]),
    ...(overQuota.length === 0 ? [] : [quotaUsedUp]),
    ...(waiting.length === 0 ? [] : [stillWorking]),
  ];
}

export const quotaUsedUp = "The account's enrichment credits of the day are used up.";
const stillWorking = 'Threat Command is still working on it: ask again in a moment.';

/** How many of which: `2 done, 1 failed, 1 over quota`. */
export function countsText(results: readonly Enrichment[]): string {
  const counts = [
    ['done', ['Done']],
    ['failed', ['Failed', 'Error']],
    ['over quota', ['QuotaExceeded']],
    ['waiting', ['Waiting']],
  ] as const;
  return counts
    .map(([word, states]) => [word, results.filter(({ state }) => states.some((one) => one === state)).length] as const)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word}`)
    .join(', ');
}

/** One value alone needs no name. */
function nameOf(value: string, results: readonly Enrichment[]): string {
  return results.length === 1 ? '' : `${value}: `;
}
