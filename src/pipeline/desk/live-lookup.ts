import { answer } from '../../domain/answer.ts';
import type { Answer, Line, Section } from '../../domain/answer.ts';
import { VendorError } from '../../domain/errors.ts';
import { indicatorId, indicatorKindNames } from '../../domain/indicator.ts';
import type { Indicator } from '../../domain/indicator.ts';
import type { Finding, Instance } from '../../ports/vendor.ts';
import type { DeskDeps } from './deps.ts';

/** How long findings are gathered before they are told: an answer to a command takes five messages at most. */
const gatherMs = 2500;
const answersAtMost = 3;

interface Told extends Finding {
  readonly instance: Instance;
}

/**
 * What the vendors say that can be asked live, as it comes, in at most three answers. A vendor that fails is a line of
 * its own and stops nobody else. Ends without an answer where no vendor can be asked.
 */
export async function* liveLookup(
  indicators: readonly Indicator[],
  instances: readonly Instance[],
  { signal, clock }: Pick<DeskDeps, 'signal' | 'clock'>,
): AsyncGenerator<Answer, void> {
  const findings: Told[] = [];
  const failures: string[] = [];
  const found = (finding: Told): void => void findings.push(finding);
  const asking = Promise.all(instances.map(async (instance) => ask(instance, { indicators, signal, found }, failures)));
  const finished = asking.then(() => true);
  for (let told = 0, done = false; !done;) {
    const wait =
      told < answersAtMost - 1
        ? [
            clock.sleep(gatherMs, signal).then(
              () => false,
              () => true,
            ),
          ]
        : [];
    done = await Promise.race([finished, ...wait]);
    if (findings.length === 0 && failures.length === 0) continue;
    told += 1;
    yield answerOf(findings.splice(0), failures.splice(0));
  }
}

interface Asking {
  readonly indicators: readonly Indicator[];
  readonly signal: AbortSignal;
  readonly found: (finding: Told) => void;
}

async function ask(instance: Instance, { indicators, signal, found }: Asking, failures: string[]): Promise<void> {
  try {
    for await (const finding of instance.vendor.lookup?.(indicators, signal) ?? []) found({ ...finding, instance });
  } catch (error) {
    const reason = error instanceof VendorError ? error.message : 'it failed inside Picket';
    failures.push(`${instance.name} could not be asked: ${reason}`);
  }
}

function answerOf(findings: readonly Told[], failures: readonly string[]): Answer {
  const groups = [...Map.groupBy(findings, ({ indicator }) => indicatorId(indicator)).values()];
  const problems: readonly Section[] = failures.length === 0 ? [] : [{ kind: 'list', items: failures }];
  const tone = failures.length > 0 || findings.some(isBad) ? 'warning' : 'info';
  return answer(tone, titleOf(groups), ...groups.flatMap(sectionsOf), ...problems);
}

type Verdict = Finding['verdict'];

const marks: { readonly [verdict in Verdict]: string } = {
  malicious: '🔴',
  suspicious: '🟠',
  benign: '🟢',
  unknown: '⚪',
};

/** The worst first. */
const verdicts: readonly Verdict[] = ['malicious', 'suspicious', 'benign', 'unknown'];

function isBad({ verdict }: Finding): boolean {
  return verdict === 'malicious' || verdict === 'suspicious';
}

/** The verdict alone where one indicator was asked about, else how many are how bad. */
function titleOf(groups: readonly (readonly Told[])[]): string {
  const [only] = groups;
  if (only === undefined) return 'A vendor could not be asked';
  if (groups.length === 1) return verdictOf(only);
  const worst = groups.map(worstOf);
  const counts = (['malicious', 'suspicious'] as const).flatMap((verdict) => {
    const count = worst.filter((one) => one === verdict).length;
    return count === 0 ? [] : [`${count} ${verdict}`];
  });
  if (counts.length === 0) return `None of ${groups.length} indicators is malicious`;
  return `${counts.join(', ')} of ${groups.length} indicators`;
}

/** `Malicious, say 2 of 3 vendors` */
function verdictOf(findings: readonly Told[]): string {
  const worst = worstOf(findings);
  const same = findings.filter(({ verdict }) => verdict === worst);
  const [first] = same;
  const word = `${worst.charAt(0).toUpperCase()}${worst.slice(1)}`;
  if (findings.length === 1 && first !== undefined) return `${word}, says ${first.instance.name}`;
  return `${word}, ${same.length === 1 ? 'says 1' : `say ${same.length}`} of ${findings.length} vendors`;
}

function worstOf(findings: readonly Told[]): Verdict {
  return verdicts.find((verdict) => findings.some((finding) => finding.verdict === verdict)) ?? 'unknown';
}

/** The indicator, then a block for each vendor: its verdict, and below it what it knows. */
function sectionsOf(group: readonly Told[]): readonly Section[] {
  const [first] = group;
  if (first === undefined) return [];
  const { indicator } = first;
  const heading: Line = [{ indicator }, ` (${indicatorKindNames[indicator.kind][0]})`];
  return [{ kind: 'text', lines: [heading] }, ...group.flatMap(findingSections)];
}

function findingSections({ instance, verdict, summary, details }: Told): readonly Section[] {
  const head: Line = [
    `${marks[verdict]} `,
    { bold: instance.name },
    ` (reliability ${instance.reliability}): `,
    { bold: verdict },
    `. ${summary}`,
  ];
  return [
    { kind: 'text', lines: [head] },
    ...(details.length === 0 ? [] : [{ kind: 'list' as const, items: details }]),
  ];
}
