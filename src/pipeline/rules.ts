import jsonata from 'jsonata';
import type { Fault } from '../domain/errors.ts';
import type { Draft, Fact, Routing, RoutedDraft } from '../domain/incident.ts';
import type { Rule } from '../domain/rule.ts';
import { severities } from '../domain/severity.ts';
import type { Severity } from '../domain/severity.ts';
import { parseTimestamp } from '../domain/time.ts';

type Expression = ReturnType<typeof jsonata>;

interface CompiledRule {
  readonly rule: Rule;
  readonly when: Expression | undefined;
  readonly map: readonly (readonly [field: string, value: Expression])[];
}

/** The ordered list, compiled once at start. */
export interface Rules {
  readonly compiled: readonly CompiledRule[];
}

/** Which instance a draft comes from, as expressions see it. */
export interface RuleSource {
  readonly instance: string;
  readonly vendor: string;
  readonly channel: string;
}

/** A rule that could not be evaluated for one draft: skipped there, reported. */
export interface RuleTrouble {
  readonly rule: number;
  readonly place: string;
  readonly message: string;
}

const textFields = ['title', 'type', 'description', 'severityLabel', 'status', 'tlp'] as const;
const listFields = ['tags', 'assets'] as const;
const fixedFields = new Set([
  'externalId',
  'key',
  'instance',
  'vendor',
  'raw',
  'indicators',
  'closed',
  'facts',
  'link',
]);

/** Compiles the rules of a configuration. Shape: either all compiled, or every fault with its path and place. */
export function compileRules(rules: readonly Rule[]): Rules | { readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const compile = (source: string, path: string): Expression | undefined => {
    try {
      return jsonata(source);
    } catch (error) {
      faults.push({ path, message: `not valid JSONata: ${describe(error)}` });
      return undefined;
    }
  };
  const compiled = rules.map((rule, index) => ({
    rule,
    when: rule.when === undefined ? undefined : compile(rule.when, `rules[${index}].when`),
    map: Object.entries(rule.map ?? {}).flatMap(([field, source]) => {
      if (fixedFields.has(field))
        faults.push({ path: `rules[${index}].map.${field}`, message: 'this field cannot be mapped' });
      const value = compile(source, `rules[${index}].map.${field}`);
      return value === undefined ? [] : [[field, value] as const];
    }),
  }));
  return faults.length > 0 ? { faults } : { compiled };
}

/** Every matching rule in order, each seeing what the ones before made; a later one wins. Never throws. */
export async function applyRules(
  { compiled }: Rules,
  draft: Draft,
  source: RuleSource,
): Promise<{ readonly routed: RoutedDraft; readonly troubles: readonly RuleTrouble[] }> {
  const troubles: RuleTrouble[] = [];
  let routed: RoutedDraft = { ...draft, routing: unrouted(source.channel) };
  for (const [index, { rule, when, map }] of compiled.entries()) {
    try {
      if (when !== undefined && !(await truthy(when, viewOf(routed, source)))) continue;
      routed = { ...routed, ...(await mapped(routed, map, source)), routing: route(routed.routing, rule) };
      if (rule.type !== undefined) routed = { ...routed, type: rule.type };
    } catch (error) {
      troubles.push({ rule: index, place: `rules[${index}]`, message: describe(error) });
    }
  }
  return { routed, troubles };
}

/** What expressions see: the normalised incident, the vendor's own record under `raw`. */
function viewOf(draft: Draft, { instance, vendor }: RuleSource): object {
  return { ...draft, instance, vendor, key: `${instance}:${draft.externalId}` };
}

async function truthy(expression: Expression, view: object): Promise<boolean> {
  return Boolean(await expression.evaluate(view));
}

function unrouted(channel: string): Routing {
  return { channel, mention: [], dropped: false, onUpdate: 'update-only', on: {} };
}

function route(routing: Routing, rule: Rule): Routing {
  const { channel, mention, drop, onUpdate, on } = rule;
  const lines = { ...routing.on };
  for (const change of ['new', 'updated', 'closed'] as const) {
    const added = on?.[change];
    if (added !== undefined) lines[change] = added;
  }
  return {
    channel: channel ?? routing.channel,
    mention: mention ?? routing.mention,
    dropped: drop ?? routing.dropped,
    onUpdate: onUpdate ?? routing.onUpdate,
    on: lines,
  };
}

/** Known fields are set, with their own checks; any other name becomes a fact on the card. */
async function mapped(draft: RoutedDraft, map: CompiledRule['map'], source: RuleSource): Promise<Partial<Draft>> {
  const view = viewOf(draft, source);
  const set: { -readonly [field in keyof Draft]?: Draft[field] } = {};
  const facts: Fact[] = [];
  for (const [field, expression] of map) {
    const value: unknown = await expression.evaluate(view);
    if (value === undefined || value === null) continue;
    if (isOneOf(textFields, field)) set[field] = asText(value);
    else if (isOneOf(listFields, field)) set[field] = (Array.isArray(value) ? value : [value]).map(asText);
    else if (field === 'severity') set.severity = asSeverity(value);
    else if (field === 'occurredAt' || field === 'updatedAt') set[field] = asTimestamp(value);
    else facts.push({ label: field, value: asText(value) });
  }
  if (facts.length > 0)
    set.facts = [...draft.facts.filter(({ label }) => !facts.some((fact) => fact.label === label)), ...facts];
  return set;
}

function isOneOf<Field extends string>(fields: readonly Field[], field: string): field is Field {
  return (fields as readonly string[]).includes(field);
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value) ?? '';
}

function asSeverity(value: unknown): Severity {
  const found = severities.find((severity) => severity === value);
  if (found === undefined) throw new Error(`severity must be one of ${severities.join(', ')}`);
  return found;
}

function asTimestamp(value: unknown): string {
  const parsed = parseTimestamp(asText(value));
  if (parsed === undefined) throw new Error('expected an ISO 8601 timestamp');
  return parsed;
}

/** JSONata throws plain objects with a message and a position. */
function describe(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) return 'unknown fault';
  const position = 'position' in error && typeof error.position === 'number' ? ` (at character ${error.position})` : '';
  return `${String(error.message)}${position}`;
}
