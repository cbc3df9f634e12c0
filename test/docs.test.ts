import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandsPage, everyCommand } from '../scripts/commands-page.ts';

describe('docs/commands.md', () => {
  it('is what the commands declare (npm run docs writes it)', async () => {
    const written = await readFile(resolve(import.meta.dirname, '../docs/commands.md'), 'utf8');

    expect(written).toBe(commandsPage());
  });

  it('holds a summary for each command and each argument', () => {
    const silent = everyCommand().flatMap(({ commands }) =>
      commands.flatMap((command) => [
        ...(command.summary === '' ? [command.name] : []),
        ...command.arguments.filter(({ summary }) => summary === '').map(({ name }) => `${command.name} ${name}`),
      ]),
    );

    expect(silent).toEqual([]);
  });
});
