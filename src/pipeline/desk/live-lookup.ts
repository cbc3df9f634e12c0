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
  const groups = Map.groupBy(findings, ({ indicator }) => indicatorId(indicator));
  const sections = [...groups.values()].flatMap((group): readonly Section[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { indicator } = first;
    return [
      { kind: 'text', lines: [[{ indicator }, ` (${indicatorKindNames[indicator.kind][0]})`]] },
      { kind: 'list', items: group.flatMap(findingLines) },
    ];
  });
  const problems: readonly Section[] = failures.length === 0 ? [] : [{ kind: 'list', items: failures }];
  return answer(failures.length === 0 ? 'info' : 'warning', titleOf(findings), ...sections, ...problems);
}

function titleOf(findings: readonly Told[]): string {
  const bad = findings.filter(({ verdict }) => verdict === 'malicious' || verdict === 'suspicious').length;
  if (findings.length === 0) return 'A vendor could not be asked';
  return bad === 0 ? 'The vendors’ answers' : `The vendors’ answers: ${bad} of ${findings.length} bad`;
}

const marks = { malicious: '🔴', suspicious: '🟠', benign: '🟢', unknown: '⚪' } as const;

function findingLines({ instance, verdict, summary, details }: Told): readonly Line[] {
  const head: Line = [
    `${marks[verdict]} `,
    { bold: instance.name },
    ` (reliability ${instance.reliability}): ${verdict}. ${summary}`,
  ];
  return [head, ...details.map((detail): Line => `    ${detail}`)];
}
