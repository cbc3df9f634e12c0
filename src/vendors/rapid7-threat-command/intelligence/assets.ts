import * as z from 'zod';
import type { Command, CommandResult } from '../../../domain/command.ts';
import { defineCommand } from '../../define-command.ts';
import type { CommandDeclaration } from '../../define-command.ts';
import { verdictOf } from '../../verdict.ts';
import { cellText, contextPath, said } from '../answers.ts';
import { list, required } from '../arguments.ts';
import { JsonRecord } from '../client.ts';
import type { Call, Rapid7Client } from '../client.ts';
import { wholeListCommand } from './list-command.ts';
import { AnyList, listIn } from './rows.ts';

const assetsPath = '/v1/data/assets';
const output = { path: 'Asset', key: 'value', columns: ['value', 'type'] };

const AssetRows = JsonRecord.transform((byType) =>
  Object.entries(byType).flatMap(([type, values]) => listIn(values).map((value) => ({ value, type }))),
);

function assetsOf(types: readonly string[] | undefined): Omit<Call, 'signal'> {
  return { method: 'GET', path: `${assetsPath}/account-assets`, query: { assetTypes: types }, onlyOk: true };
}

/** What of your company is watched. Source: CONTRACT.md §4.4, §7.4. */
export function assetCommands(client: Rapid7Client): readonly Command[] {
  return [addAsset(client), deleteAsset(client), listAssets(client), listAssetTypes(client)];
}

interface AssetChange extends Pick<CommandDeclaration<typeof assetArguments>, 'name' | 'summary' | 'confirm'> {
  readonly method: 'PUT' | 'DELETE';
  readonly path: string;
  /** `successfully added to` */
  readonly done: string;
  /** Whether the asset is watched once it is done. */
  readonly watched: boolean;
}

const assetArguments = z.object({
  asset_type: required('asset_type')
    .describe('Type of the asset; threat-command-asset-type-list has them all')
    .meta({ example: 'Domains' }),
  asset_value: required('asset_value').describe('The asset').meta({ example: 'acme.example' }),
});

function changeAsset(client: Rapid7Client, { method, path, done, watched, ...declaration }: AssetChange): Command {
  const resultOf = ({ asset_type: type, asset_value: value }: z.output<typeof assetArguments>): CommandResult =>
    said(`Asset "${value}" ${done} "${type}" asset list.`, {
      outputs: { [contextPath(output.path)]: [{ type, value }] },
    });
  return defineCommand({
    ...declaration,
    needs: 'act',
    args: assetArguments,
    outputs: [{ path: contextPath(output.path), key: output.key, summary: 'The asset' }],
    async run(args, { signal }) {
      const body = { AssetType: args.asset_type, AssetValue: args.asset_value };
      await client.text({ method, path: `${assetsPath}/${path}`, body, onlyOk: true, signal });
      return resultOf(args);
    },
    async verify(args, { signal }) {
      const rows = await client.json(AssetRows, { ...assetsOf([args.asset_type]), signal });
      const wanted = args.asset_value.toLowerCase();
      const isWatched = rows.some(({ value }) => cellText(value ?? null).toLowerCase() === wanted);
      return verdictOf(isWatched === watched, () => resultOf(args));
    },
  });
}

function addAsset(client: Rapid7Client): Command {
  return changeAsset(client, {
    name: 'threat-command-asset-add',
    summary: 'Have an asset of your company watched',
    method: 'PUT',
    path: 'add-asset',
    done: 'successfully added to',
    watched: true,
  });
}

function deleteAsset(client: Rapid7Client): Command {
  return changeAsset(client, {
    name: 'threat-command-asset-delete',
    summary: 'Have an asset of your company watched no more',
    confirm: {
      title: 'Delete this asset?',
      text: 'Threat Command stops watching it: what happens to it from then on is not found.',
      confirm: 'Delete',
      deny: 'Cancel',
    },
    method: 'DELETE',
    path: 'delete-asset',
    done: 'successfully deleted from',
    watched: false,
  });
}

function listAssets(client: Rapid7Client): Command {
  return wholeListCommand(client, {
    name: 'threat-command-asset-list',
    summary: 'Assets of your company that are watched',
    args: z.object({ asset_types: list().optional().describe('Only these types').meta({ example: 'Domains' }) }),
    all: 'all_results',
    output,
    call: (args) => assetsOf(args.asset_types),
    rows: AssetRows,
    title: () => 'Asset list.',
  });
}

function listAssetTypes(client: Rapid7Client): Command {
  return wholeListCommand(client, {
    name: 'threat-command-asset-type-list',
    summary: 'Types of assets there are',
    args: z.object({}),
    all: 'all_results',
    output: { path: 'AssetType', columns: ['asset_type'] },
    call: () => ({ method: 'GET', path: `${assetsPath}/assets-types`, onlyOk: true }),
    rows: AnyList,
    title: () => 'Asset types.',
  });
}
