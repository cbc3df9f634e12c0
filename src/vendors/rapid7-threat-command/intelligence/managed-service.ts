import * as z from 'zod';
import type { Command } from '../../../domain/command.ts';
import type { Rapid7Client } from '../client.ts';
import { wholeListCommand } from './list-command.ts';
import { AnyList, namesOf, rowsOf } from './rows.ts';
import type { Field } from './rows.ts';

interface Declared {
  readonly name: string;
  readonly summary: string;
  readonly path: string;
  readonly output: string;
  readonly fields: readonly Field[];
  readonly title: string;
}

const lists: readonly Declared[] = [
  {
    name: 'threat-command-mssp-customer-list',
    summary: 'Customers of a managed-service account',
    path: '/v1/mssp/customers',
    output: 'MsspCustomer',
    fields: [
      ['id', '_id'],
      ['company_name', 'CompanyName'],
      ['status', 'Status'],
      ['note', 'Note'],
    ],
    title: 'MSSP customer list',
  },
  {
    name: 'threat-command-mssp-user-list',
    summary: 'Users of a managed-service account',
    path: '/v1/mssp/users-details',
    output: 'MsspUser',
    fields: [
      ['id', '_id'],
      ['email', 'Email'],
      ['role', 'Role'],
      ['is_deleted', 'IsDeleted'],
    ],
    title: 'MSSP user list',
  },
];

/** Who is behind a managed-service account. Source: CONTRACT.md §4.1, §7.4. */
export function managedServiceCommands(client: Rapid7Client): readonly Command[] {
  return lists.map(({ name, summary, path, output, fields, title }) =>
    wholeListCommand(client, {
      name,
      summary,
      args: z.object({}),
      all: 'all_result',
      output: { path: output, key: 'id', columns: namesOf(fields) },
      call: () => ({ method: 'GET', path, onlyOk: true }),
      rows: AnyList.transform((list) => rowsOf(fields, list)),
      title: () => title,
    }),
  );
}
