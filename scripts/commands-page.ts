import type { Command, CommandArgument } from '../src/domain/command.ts';
import { exampleInstances } from '../src/vendors/index.ts';
import { sentence, topics, whoMayRun } from '../src/pipeline/desk/help.ts';

/** Every vendor's commands with all of them switched on. Nothing is asked: declarations need no answer. */
export function everyCommand(): readonly VendorCommands[] {
  return exampleInstances('example').map(({ vendorTitle: title, vendor }) => ({ title, commands: vendor.commands }));
}

/** A vendor's commands as `docs/commands.md` lists them. */
export interface VendorCommands {
  readonly title: string;
  readonly commands: readonly Command[];
}

/** The reference page, from the commands' own declarations. */
export function commandsPage(vendors: readonly VendorCommands[] = everyCommand()): string {
  const parts = [
    '# Commands',
    'Written by `npm run docs` from the declarations of the commands; a test fails when it is stale.',
    '## Words of the slash command',
    table(
      ['Command', 'What it does'],
      topics.map(({ usage, summary }) => [`\`/threat ${usage}\``, summary]),
    ),
    'A trailing `public` shares the answer with the channel. Vendor commands take `name=value`; `name="two words"` quotes. The only required argument, or the only one, needs no name. A command without its required arguments opens a form. `picket exec COMMAND name=value … --instance NAME` runs the same commands in a terminal.',
    ...vendors.flatMap(vendorPart),
  ];
  return `${parts.join('\n\n')}\n`;
}

function vendorPart({ title, commands }: VendorCommands): readonly string[] {
  return [`## ${title}`, ...commands.flatMap(commandPart)];
}

function commandPart({ name, aliases, summary, needs, arguments: args, outputs }: Command): readonly string[] {
  return [
    `### \`${name}\``,
    `${sentence(summary)} ${whoMayRun(needs)}${aliases.length === 0 ? '' : ` Also known as ${aliases.map((alias) => `\`${alias}\``).join(', ')}.`}`,
    ...(args.length === 0 ? ['No arguments.'] : [table(['Argument', 'Required', 'What'], args.map(argumentRow))]),
    ...(outputs.length === 0
      ? []
      : [outputs.map(({ path, summary: what }) => `- Output \`${path}\`: ${what}`).join('\n')]),
  ];
}

function argumentRow({
  name,
  required,
  summary,
  choices,
  default: preset,
  example,
}: CommandArgument): readonly string[] {
  const parts = [
    sentence(summary),
    choices === undefined ? '' : `One of ${choices.map((choice) => `\`${choice}\``).join(', ')}.`,
    preset === undefined ? '' : `Default \`${preset}\`.`,
    example === undefined ? '' : `Example: \`${example}\`.`,
  ];
  return [`\`${name}\``, required ? 'yes' : '', parts.filter((part) => part !== '').join(' ')];
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns, columns.map(() => '---'), ...rows].map(tableLine).join('\n');
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
}
