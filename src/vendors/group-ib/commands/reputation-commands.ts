import * as z from 'zod';
import type { Section } from '../../../domain/answer.ts';
import type { Command, CommandResult } from '../../../domain/command.ts';
import type { Incident } from '../../../domain/incident.ts';
import type { Indicator } from '../../../domain/indicator.ts';
import type { Json } from '../../../domain/json.ts';
import { defineCommand } from '../../define-command.ts';
import type { GroupIbClient } from '../client.ts';
import type { GroupIbSettings } from '../settings.ts';
import { mostValues, valuesArgument } from './arguments.ts';
import { allInTurn } from './in-turn.ts';
import { ipRow, ownerOf } from './ip-graph.ts';
import { reputationOf, risksOf, scoreOfRisk } from './reputation.ts';
import type { Reputation } from './reputation.ts';
import { contextField, contextPath, reliabilityWords, scoreRow, scoreWords } from './scores.ts';
import type { Scored } from './scores.ts';

/** The vendor's name in reputations. Source: CONTRACT.md §12. */
const vendor = 'GroupIBTI';
/** Indicators that are asked about at the same time. */
const atOnce = 4;

type ReputationKind = GroupIbSettings['reputation'][number];

const words: { readonly [kind in ReputationKind]: { readonly what: string; readonly example: string } } = {
  ip: { what: 'addresses', example: '192.0.2.45' },
  domain: { what: 'domains', example: 'login-acme.example' },
  file: { what: 'file hashes', example: '59cb90b1a526ce4646c9ec8a69f3271a' },
};

interface Parts {
  readonly client: GroupIbClient;
  readonly settings: GroupIbSettings;
}

/** `ip`, `domain` and `file`. One that the settings do not allow says so, and asks nothing. Source: CONTRACT.md §12. */
export function reputationCommand(kind: ReputationKind, parts: Parts): Command {
  const { what, example } = words[kind];
  const command = defineCommand({
    name: kind,
    summary: `What the vendor knows of ${what}`,
    needs: 'read',
    args: z.object({ [kind]: valuesArgument(kind, kind).meta({ kind: 'list', example }) }),
    outputs: reputationOutputs(kind),
    fromIncident: (incident) => valuesIn(incident, kind),
    run: async (args, { signal }) => {
      if (!parts.settings.reputation.includes(kind)) return disabled(kind);
      const values = args[kind] ?? [];
      return reputationsResult(kind, await reputations(kind, values, { ...parts, signal }), parts);
    },
  });
  // Published clients take the indicator as `value`, too.
  const prepare: Command['prepare'] = ({ value, ...input }) =>
    command.prepare(value === undefined || (input[kind] ?? '').trim() !== '' ? input : { ...input, [kind]: value });
  return { ...command, prepare };
}

/** The incident's own indicators of that kind, as many as can be asked about at a time. */
function valuesIn({ indicators }: Incident, kind: ReputationKind): { readonly [name: string]: string } {
  const values = indicators.filter((one) => one.kind === kind).map(({ value }) => value);
  return values.length === 0 ? {} : { [kind]: values.slice(0, mostValues).join(' ') };
}

function reputationOutputs(kind: ReputationKind): Command['outputs'] {
  return [
    { path: 'DBotScore', key: 'Indicator', summary: 'Indicator, Type, Vendor, Score (0 to 3) and Reliability' },
    { path: contextPath(kind), summary: 'The indicators, with what is known of them' },
    { path: 'GIBTI.Reputation', key: 'command', summary: 'Only where the command is not enabled: command and enabled' },
  ];
}

function disabled(command: ReputationKind): CommandResult {
  const text =
    `Reputation command '${command}' is not enabled in the integration instance settings. ` +
    'No enrichment was performed.';
  return { text, sections: [], outputs: { 'GIBTI.Reputation': [{ command, enabled: false }] } };
}

interface Judged extends Reputation {
  readonly row: Json;
}

async function reputations(
  kind: ReputationKind,
  values: readonly string[],
  { client, signal }: Parts & { readonly signal: AbortSignal },
): Promise<readonly Judged[]> {
  const risks = kind === 'ip' ? await risksOf(client, values, signal) : new Map<string, number>();
  const asking = { client, now: new Date(), signal };
  return allInTurn(values, atOnce, async (value) => {
    const indicator: Indicator = { kind, value };
    const reputation = await reputationOf(indicator, asking, risks.get(value));
    if (kind !== 'ip') return { ...reputation, row: { [contextField(indicator)]: value } };
    return { ...reputation, row: ipRow(value, await ownerOf(client, value, signal)) };
  });
}

function reputationsResult(kind: ReputationKind, judged: readonly Judged[], { settings }: Parts): CommandResult {
  const scored = judged.map(({ indicator, score, reliability }) => ({
    indicator,
    score,
    vendor,
    reliability: saidReliability(settings, reliability),
  }));
  const title = `Group-IB reputation for ${judged.map(({ indicator }) => indicator.value).join(', ')}`;
  const found = judged.map(({ hits }) => hits.map(({ apiPath, count }) => `${apiPath} (${count})`).join(', '));
  return {
    text: title,
    sections: [scoreTable(title, scored, { label: 'Found in', cells: found })],
    outputs: { DBotScore: scored.map(scoreRow), [contextPath(kind)]: judged.map(({ row }) => row) },
  };
}

/** The configured reliability stands, unless what was computed shall. */
function saidReliability(settings: GroupIbSettings, computed: 'A' | 'B' | undefined): string | undefined {
  const letter = settings.reliabilityOverride ? settings.reliability : computed;
  return letter === undefined ? undefined : reliabilityWords(letter);
}

function scoreTable(
  title: string,
  scored: readonly Scored[],
  { label, cells }: { readonly label: string; readonly cells: readonly string[] },
): Section {
  const rows = scored.map(({ indicator, score, reliability }, index) => [
    indicator.value,
    scoreWords[score],
    reliability ?? '',
    cells[index] ?? '',
  ]);
  return { kind: 'table', table: { title, columns: ['Indicator', 'Score', 'Reliability', label], rows } };
}

/** The risk of addresses, in one question. Source: CONTRACT.md §12. */
export function ipScoring({ client, settings }: Parts): Command {
  return defineCommand({
    name: 'gibti-ip-scoring',
    summary: 'The risk score of addresses, 0 to 100, and whose they are',
    needs: 'read',
    args: z.object({ ip: valuesArgument('ip', 'ip').meta({ kind: 'list', example: '192.0.2.45' }) }),
    outputs: reputationOutputs('ip').slice(0, 2),
    fromIncident: (incident) => valuesIn(incident, 'ip'),
    async run({ ip: ips }, { signal }) {
      const risks = await risksOf(client, ips, signal);
      const rows = await allInTurn(ips, atOnce, async (ip) => ipRow(ip, await ownerOf(client, ip, signal)));
      const scored = ips.map((value): Scored => {
        const score = scoreOfRisk(risks.get(value));
        return { indicator: { kind: 'ip', value }, score, vendor, reliability: reliabilityWords(settings.reliability) };
      });
      const title = `Group-IB scoring for ${ips.join(', ')}`;
      const numbers = ips.map((ip) => String(risks.get(ip) ?? ''));
      return {
        text: title,
        sections: [scoreTable(title, scored, { label: 'Numerical Score', cells: numbers })],
        outputs: { DBotScore: scored.map(scoreRow), IP: rows },
      };
    },
  });
}
