import type { Random } from '../../simulator/random.ts';
import type { AlarmRecord } from '../wire.ts';

const SEVERITIES = ['Information', 'Low', 'Medium', 'High', 'Critical'];
const CLOSED = new Set<unknown>(['Resolved', 'False Positive', 'Ignore']);

const NEWS: { readonly [title: string]: readonly string[] } = {
  'Phishing Domain Detected': [
    'the registrar has confirmed our report; the domain still resolves.',
    'the page now asks for the card number as well.',
    'a second copy of the kit was found on the same address.',
  ],
  'Rogue Mobile App Detected': [
    'the download has moved to another folder of the same host; the hashes are unchanged.',
    'the control server stopped answering.',
  ],
  'Fake SM Account Detected': [
    'the platform has asked for proof of the trade mark; sent.',
    'the profile has changed its name and kept its followers.',
  ],
  'Black Market Listing Detected': ['the price was halved.', 'the seller marks the listing as sold.'],
  'Leaked Credential Detected': ['the list is now also offered in two other places.'],
  'Stolen Credential': ['the log was bought; it is no longer visible to others.'],
  'Open Port Detected': [
    'still open in the scan of this hour.',
    'the service banner has changed since the first report.',
  ],
  'Vulnerable Product Detected': ['the vendor has published a fixed release.', 'scanning for this flaw has doubled.'],
  'Ransomware Group Mention': [
    'the countdown on the leak site was shortened by two days.',
    'the group has added four screenshots.',
  ],
  'Source Code Leak Detected': ['the repository answers 404 now; one fork remains.'],
};
const NEWS_FOR_ALL = [
  'a second analyst has confirmed the finding.',
  'seen again from another network; no change in assessment.',
];

/** Whether an analyst at the vendor would still touch it. */
export function isOpen({ status }: AlarmRecord): boolean {
  return !CLOSED.has(status);
}

/** Where the alarm goes next at the vendor. What is minor may be ignored, what is critical is never a false alarm. */
export function nextStatus({ status, severity }: AlarmRecord, random: Random): string {
  const level = levelOf(severity);
  if (status === 'In Progress') return level < 4 && random.chance(0.2) ? 'False Positive' : 'Resolved';
  if (level < 2 && random.chance(0.4)) return random.pick(['Ignore', 'False Positive', 'Resolved']);
  return 'In Progress';
}

/** One step up, seldom one down. */
export function nextSeverity({ severity }: AlarmRecord, random: Random): string {
  const level = levelOf(severity);
  const step = level === SEVERITIES.length - 1 || (level > 0 && random.chance(0.3)) ? -1 : 1;
  return SEVERITIES[level + step] ?? 'Medium';
}

/** The description with a dated line of news below it. */
export function nextDescription({ title, description }: AlarmRecord, random: Random, at: Date): string {
  const news = random.pick([...(NEWS[String(title)] ?? []), ...NEWS_FOR_ALL]);
  const before = typeof description === 'string' ? `${description}\n\n` : '';
  return `${before}Update ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC: ${news}`;
}

/** 0 for `Information` up to 4 for `Critical`; -1 where it is none of them. */
function levelOf(severity: unknown): number {
  return SEVERITIES.findIndex((each) => each.toLowerCase() === String(severity).toLowerCase());
}
