import type { Command } from '../../domain/command.ts';
import { createAlertCommand } from './alert-create-command.ts';
import { alertFileCommands } from './alert-file-commands.ts';
import { listAlertsCommand } from './alert-list-command.ts';
import { alertReadCommands } from './alert-read-commands.ts';
import { alertRemedyCommands } from './alert-remedy-commands.ts';
import { alertStateCommands } from './alert-state-commands.ts';
import { alertWordCommands } from './alert-word-commands.ts';
import type { Rapid7Client } from './client.ts';
import { referenceCommands } from './reference-commands.ts';

/** Every command about alerts and the account. Source: CONTRACT.md §7.3, §7.4. */
export function alertCommands(client: Rapid7Client): readonly Command[] {
  return [
    listAlertsCommand(client),
    createAlertCommand(client),
    ...alertStateCommands(client),
    ...alertWordCommands(client),
    ...alertRemedyCommands(client),
    ...alertReadCommands(client),
    ...alertFileCommands(client),
    ...referenceCommands(client),
  ];
}
