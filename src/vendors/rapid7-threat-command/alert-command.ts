import type * as z from 'zod';
import type { Right } from '../../domain/access.ts';
import type {
  Command,
  CommandContext,
  CommandOutput,
  CommandResult,
  IncidentPatch,
  VerifyContext,
} from '../../domain/command.ts';
import type { Incident } from '../../domain/incident.ts';
import type { JsonObject } from '../../domain/json.ts';
import { defineCommand } from '../define-command.ts';
import type { ConfirmRule } from '../define-command.ts';
import { verdictOf } from '../verdict.ts';
import type { Told } from '../verdict.ts';
import type { Look } from './alert-looks.ts';
import { contextPath, said } from './answers.ts';
import type { Call, Rapid7Client } from './client.ts';
import { identifier, pathPart } from './intelligence/paths.ts';

export const alertsPath = '/v1/data/alerts';

/** The path of an endpoint that is about one alert. */
export function alertPath(endpoint: string, alertId: string): string {
  return `${alertsPath}/${endpoint}/${pathPart(alertId)}`;
}

/** The argument that nearly every alert command has. */
export const alertId = identifier('alert_id').describe('Id of the alert').meta({ example: '59490dabe57c281391e11ceb' });

export function alertOfIncident({ externalId }: Incident): { alert_id: string } {
  return { alert_id: externalId };
}

export const alertOutput: CommandOutput = { path: contextPath('Alert'), key: 'id', summary: 'The alert' };

type AlertArgs = z.ZodObject<{ alert_id: z.ZodType<string, string> }>;

/** A command that changes one alert: everything that it needs to be one. */
export interface AlertWrite<Args extends AlertArgs> {
  readonly name: string;
  readonly summary: string;
  readonly needs: Right;
  readonly args: Args;
  readonly confirm?: ConfirmRule<z.output<Args>>;
  readonly fromIncident?: (incident: Incident) => { readonly [name: string]: string };
  /** Fills in what has to be asked for first. Errors: `InputError`, `VendorError`. */
  readonly resolve?: (args: z.output<Args>, client: Rapid7Client, context: CommandContext) => Promise<z.output<Args>>;
  /** `endpoint` is below `/v1/data/alerts/`; the alert's id follows it. */
  readonly call: (
    args: z.output<Args>,
  ) => Pick<Call, 'method' | 'body' | 'wholeBody' | 'onlyOk'> & { readonly endpoint: string };
  /** The contract's sentence. */
  readonly text: (args: z.output<Args>) => string;
  /** What stands under `ThreatCommand.Alert` beside the id. */
  readonly output?: (args: z.output<Args>) => JsonObject;
  /** What the incident becomes and what its thread says. */
  readonly patch: (args: z.output<Args>) => Omit<IncidentPatch, 'externalId'>;
  /** Whether a read shows that it was done; left out where no read can. Errors: `VendorError`. */
  readonly tells?: (args: z.output<Args>, look: Look) => Promise<Told>;
}

/** A command of its declaration, once there is a client. */
export function alertWrite<Args extends AlertArgs>(write: AlertWrite<Args>): (client: Rapid7Client) => Command {
  const { resolve, call, text, output, patch, tells, ...declaration } = write;
  const resultOf = (args: z.output<Args>): CommandResult => {
    const id = args.alert_id;
    return said(text(args), {
      ...(output !== undefined && { outputs: { [contextPath('Alert')]: [{ id, ...output(args) }] } }),
      patches: [{ externalId: id, ...patch(args) }],
    });
  };
  return (client) => {
    const resolved = async (given: z.output<Args>, context: CommandContext): Promise<z.output<Args>> =>
      resolve === undefined ? given : resolve(given, client, context);
    return defineCommand({
      fromIncident: alertOfIncident,
      ...declaration,
      ...(output !== undefined && { outputs: [alertOutput] }),
      async run(given, context) {
        const args = await resolved(given, context);
        const { endpoint, ...request } = call(args);
        await client.text({ ...request, path: alertPath(endpoint, args.alert_id), signal: context.signal });
        return resultOf(args);
      },
      ...(tells !== undefined && {
        async verify(given: z.output<Args>, context: VerifyContext) {
          const args = await resolved(given, context);
          return verdictOf(await tells(args, { ...context, client, id: args.alert_id }), () => resultOf(args));
        },
      }),
    });
  };
}
