import * as z from 'zod';
import type { Command } from '../../domain/command.ts';
import type { Fault } from '../../domain/errors.ts';
import type { JsonObject } from '../../domain/json.ts';
import { defineCommand } from '../define-command.ts';
import { alertOutput, alertsPath } from './alert-command.ts';
import { contextPath, said } from './answers.ts';
import { instant, required } from './arguments.ts';
import { filesArgument, filesOf } from './attached-files.ts';
import type { Rapid7Client } from './client.ts';
import { choiceText, inOrder, oneOf } from './intelligence/checks.ts';
import { alertSeverities, alertTypeNames, networkTypes, withoutBlanks } from './words.ts';

const createArgs = z
  .object({
    title: required('title').describe('Title of the alert'),
    description: required('description').describe('What was found').meta({ kind: 'long-text' }),
    severity: choiceText('severity', alertSeverities).describe('How bad it is').meta({ kind: 'choice' }),
    source_type: required('source_type')
      .describe('Kind of the source, as threat-command-alert-source-type-list gives it')
      .meta({ example: 'Paste Site' }),
    source_network_type: choiceText('source_network_type', networkTypes)
      .describe('Where the source is')
      .meta({ kind: 'choice' }),
    type: choiceText('type', alertTypeNames).optional().describe('Type; goes with `sub_type`').meta({ kind: 'choice' }),
    sub_type: z.string().trim().optional().describe('Sub-type, as threat-command-alert-type-list gives it'),
    scenario: z
      .string()
      .trim()
      .optional()
      .describe('Instead of type and sub-type: a scenario, as threat-command-alert-scenario-list gives it'),
    source_url: z
      .string()
      .trim()
      .optional()
      .describe('Address of the source')
      .meta({ example: 'https://paste.example/x' }),
    source_date: instant('source_date').optional().describe('When it was published at the source'),
    found_date: instant('found_date').optional().describe('When it was found'),
    image_entry_ids: filesArgument('gif or jpeg'),
  })
  .check(
    inOrder<CreateArgs>(
      kindGiven,
      oneOf('type', alertTypeNames),
      oneOf('severity', alertSeverities),
      oneOf('source_network_type', networkTypes),
    ),
  );

interface CreateArgs {
  readonly severity: string;
  readonly source_network_type: string;
  readonly type?: string | undefined;
  readonly sub_type?: string | undefined;
  readonly scenario?: string | undefined;
}

/** Either a scenario, or a type with its sub-type. */
function kindGiven({ type, sub_type: subType, scenario }: CreateArgs): Fault | undefined {
  const either = type !== undefined || subType !== undefined;
  if ((scenario !== undefined) === either)
    return { path: 'scenario', message: 'You have to insert scenario or type and sub-type.' };
  if (!either || (type !== undefined && subType !== undefined)) return undefined;
  return type === undefined
    ? { path: 'type', message: 'You have to insert type or remove the sub_type and insert scenario.' }
    : { path: 'sub_type', message: 'You have to insert sub_type or remove the type and insert scenario.' };
}

/** A new alert, made by hand. Source: CONTRACT.md §4.3.1, §7.3. */
export function createAlertCommand(client: Rapid7Client): Command {
  return defineCommand({
    name: 'threat-command-alert-create',
    summary: 'Make an alert by hand',
    needs: 'respond',
    args: createArgs,
    outputs: [alertOutput],
    async run(args, { signal }) {
      const answer = await client.text({
        method: 'PUT',
        path: `${alertsPath}/add-alert`,
        body: bodyOf(args),
        onlyOk: true,
        signal,
      });
      const id = answer.trim().replaceAll(/^"|"$/g, '');
      return said('Alert successfully created', {
        sections: [{ kind: 'text', lines: [['Id: ', { code: id }]] }],
        outputs: { [contextPath('Alert')]: [{ id }] },
      });
    },
  });
}

function bodyOf(args: z.output<typeof createArgs>): JsonObject {
  const images = filesOf(args.image_entry_ids).map(({ data, type }) => ({
    Type: type.toLowerCase().replace(/^jpg$/, 'jpeg'),
    Data: data,
  }));
  return {
    FoundDate: args.found_date,
    Details: {
      Title: args.title,
      Description: args.description,
      Type: args.type === undefined ? undefined : withoutBlanks(args.type),
      SubType: args.sub_type,
      Severity: args.severity,
      Source: {
        Type: args.source_type,
        NetworkType: withoutBlanks(args.source_network_type),
        URL: args.source_url,
        // Has to be there even when it is not known (CONTRACT.md §4.3.1).
        Date: args.source_date ?? '',
      },
      Images: images,
    },
    Scenario: args.scenario,
  };
}
