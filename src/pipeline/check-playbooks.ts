import { parseCommandLine } from '../domain/command-line.ts';
import type { CommandLine } from '../domain/command-line.ts';
import type { Fault } from '../domain/errors.ts';
import type { Incident, IncidentChange } from '../domain/incident.ts';
import { incidentKey } from '../domain/incident.ts';
import { nearest } from '../domain/nearest.ts';
import type { Rule } from '../domain/rule.ts';
import type { Instance } from '../ports/vendor.ts';
import { commandNames, offersOf } from './desk/deps.ts';
import type { Offer } from './desk/deps.ts';

/** What an operator should know of the playbooks before the first incident comes. */
export interface PlaybookCheck {
  /** Lines that can run on no incident. */
  readonly faults: readonly Fault[];
  /** Lines that fail on the incidents of some instances, or of all that there are so far. */
  readonly warnings: readonly string[];
}

interface PlacedLine {
  readonly path: string;
  readonly text: string;
  readonly rule: Rule;
}

const changes: readonly IncidentChange[] = ['new', 'updated', 'closed'];

/** Whether `rules` hold any playbook at all. */
export function havePlaybooks(rules: readonly Rule[]): boolean {
  return linesOf(rules).length > 0;
}

/**
 * Checks the playbooks of `rules` against the commands of `instances`, without an incident: names, arguments, and every
 * value in which no `{{place}}` is left to be filled. Asks nothing; without any instance there is nothing to check. One of
 * the `elsewhere` commands, of vendors that have no instance, is no fault: rules may be written before the instances.
 */
export function checkPlaybooks(
  rules: readonly Rule[],
  instances: readonly Instance[],
  elsewhere: readonly string[] = [],
): PlaybookCheck {
  if (instances.length === 0) return { faults: [], warnings: [] };
  const { idle = [], checked = [] } = Object.groupBy(linesOf(rules), (line) =>
    isIdle(line, instances, elsewhere) ? 'idle' : 'checked',
  );
  return {
    faults: checked.flatMap(({ path, text }) => faultsOf(text, instances).map((message) => ({ path, message }))),
    warnings: [
      ...idle.map(({ path }) => `${path} runs on no incident: no instance has this command`),
      ...checked.flatMap((line) => warningOf(line, instances)),
    ],
  };
}

/** A known command that none of the instances has. */
function isIdle({ text }: PlacedLine, instances: readonly Instance[], elsewhere: readonly string[]): boolean {
  const line = parseCommandLine(text);
  const [name = ''] = 'fault' in line ? [] : line.words;
  return elsewhere.includes(name) && offersOf(name, instances).length === 0;
}

function linesOf(rules: readonly Rule[]): readonly PlacedLine[] {
  return rules.flatMap((rule, index) =>
    changes.flatMap((change) =>
      (rule.on?.[change] ?? []).map((text, place) => ({ path: `rules[${index}].on.${change}[${place}]`, text, rule })),
    ),
  );
}

function isFilled(text: string): boolean {
  return text.includes('{{');
}

function faultsOf(text: string, instances: readonly Instance[]): readonly string[] {
  const line = parseCommandLine(text);
  if ('fault' in line) return ['a quote is left open'];
  const { words, args } = line;
  const [name, ...stray] = words;
  if (name === undefined) return ['expected the name of a command'];
  if (stray.length > 0)
    return ['expected `name=value` behind the command; a value with blanks needs quotes: `name="two words"`'];
  const { instance } = args;
  if (instance !== undefined && !isFilled(instance) && !instances.some((one) => one.name === instance))
    return [
      `there is no such instance${suggestion(
        instance,
        instances.map((one) => one.name),
      )}`,
    ];
  return isFilled(name) ? [] : faultsOfCommand(name, line, instances);
}

function faultsOfCommand(name: string, { args }: CommandLine, instances: readonly Instance[]): readonly string[] {
  const { instance, ...own } = args;
  const asked =
    instance === undefined || isFilled(instance) ? instances : instances.filter((one) => one.name === instance);
  const [first, ...others] = offersOf(name, asked);
  const where = asked === instances ? 'no instance has' : 'this instance does not have';
  if (first === undefined)
    return [`${where} this command${suggestion(name, commandNames(asked), '; docs/commands.md lists all')}`];
  const faults = faultsOfArguments(own, first);
  // A command of two vendors may take what only one of them knows.
  return others.some((offer) => faultsOfArguments(own, offer).length === 0) ? [] : faults;
}

function faultsOfArguments(args: CommandLine['args'], { command, instance }: Offer): readonly string[] {
  const known = command.arguments.map(({ name }) => name);
  const unknown = Object.keys(args).filter((name) => !known.includes(name));
  const own = Object.fromEntries(Object.entries(args).filter(([name]) => known.includes(name)));
  const fromIncident = command.fromIncident?.(sampleOf(instance));
  const prepared = command.prepare({ ...fromIncident, ...own });
  const fixed = Object.keys(own).filter((name) => !isFilled(own[name] ?? ''));
  const missing = missingOf(command, own, fromIncident);
  // What is wrong between arguments is judged only where the line itself holds all of them.
  const isWhole = fromIncident === undefined && fixed.length === Object.keys(own).length;
  const wrong = prepared.ok
    ? []
    : prepared.faults.filter(({ path }) => isWhole || fixed.includes(path) || missing.includes(path));
  return [
    ...unknown.map((name) => `\`${command.name}\` has no such argument${suggestion(name, known)}`),
    ...wrong.map(({ path, message }) => (message.includes(path) ? message : `\`${path}\`: ${message}`)),
  ];
}

/** Required arguments that nobody gives. An incident that gives none of them here may be of another kind. */
function missingOf(
  { arguments: declared }: Offer['command'],
  own: CommandLine['args'],
  fromIncident: CommandLine['args'] | undefined,
): readonly string[] {
  const required = declared.filter((one) => one.required).map(({ name }) => name);
  if (fromIncident !== undefined && Object.keys(fromIncident).length === 0) return [];
  return required.filter((name) => own[name] === undefined && fromIncident?.[name] === undefined);
}

/** A rule without `when` runs on the incidents of every instance, also where nobody knows its command. */
function warningOf({ path, text, rule }: PlacedLine, instances: readonly Instance[]): readonly string[] {
  const line = parseCommandLine(text);
  if (rule.when !== undefined || 'fault' in line) return [];
  const [name = ''] = line.words;
  const offering = new Set(offersOf(name, instances).map(({ instance }) => instance));
  const without = instances.filter((instance) => !offering.has(instance)).map((instance) => instance.name);
  const [one] = offering;
  if (line.args['instance'] !== undefined || one === undefined || without.length === 0) return [];
  const more = without.length > 3 ? ` and ${without.length - 3} more` : '';
  return [
    `${path} fails on the incidents of ${without.slice(0, 3).join(', ')}${more}, which do not have ${name}: give the ` +
      `rule a \`when\`, such as \`vendor = "${one.vendorName}"\``,
  ];
}

function suggestion(word: string, known: readonly string[], otherwise = ''): string {
  const near = nearest(word, known);
  return near === undefined ? otherwise : `; did you mean \`${near}\`?`;
}

/** An incident that has something of everything, to see which arguments a command takes from one. */
function sampleOf({ name: instance, vendorName, channel }: Instance): Incident {
  const at = '2026-01-01T00:00:00.000Z';
  return {
    key: incidentKey(instance, '1'),
    instance,
    vendor: vendorName,
    externalId: '1',
    type: 'Sample',
    title: 'Sample',
    description: 'Sample',
    severity: 'low',
    severityLabel: 'Low',
    status: 'Open',
    closed: false,
    occurredAt: at,
    assets: [],
    tags: [],
    indicators: [
      { kind: 'ip', value: '192.0.2.1' },
      { kind: 'domain', value: 'sample.example' },
      { kind: 'url', value: 'https://sample.example/' },
      { kind: 'email', value: 'sample@sample.example' },
      { kind: 'file', value: 'a'.repeat(64) },
      { kind: 'cve', value: 'CVE-2026-0001' },
    ],
    facts: [],
    raw: {},
    routing: { channel, mention: [], dropped: false, onUpdate: 'update-only', on: {} },
    revision: 1,
    fingerprint: '',
    firstSeenAt: at,
    changedAt: at,
  };
}
