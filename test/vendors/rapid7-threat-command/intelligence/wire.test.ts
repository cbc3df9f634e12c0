import { describe, expect, it } from 'vitest';
import { always, openScripted } from './account.ts';
import { everyCommand } from './every-command.ts';

describe('on the wire', () => {
  it.each(everyCommand)('$command $input asks what the contract says', async (row) => {
    const account = await openScripted(always(row.answer ?? {}));

    await account.run(row.command, row.input);

    const { line, query, body } = row.request;
    const [first] = account.requests();
    expect(first).toEqual({ line, query: query ?? [], ...(body !== undefined && { body }) });
  });

  it('is shown for every command', async () => {
    const { commands } = await openScripted(always({}));

    const shown = new Set(everyCommand.map(({ command }) => command));

    expect(commands.map(({ name }) => name).toSorted()).toEqual([...shown].toSorted());
  });
});
