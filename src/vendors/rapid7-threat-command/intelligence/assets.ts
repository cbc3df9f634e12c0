import * as z from 'zod';
import type { Command } from '../../../domain/command.ts';
import { defineCommand } from '../../define-command.ts';
import type { CommandDeclaration } from '../../define-command.ts';
import { contextPath, said } from '../answers.ts';
import { list, required } from '../arguments.ts';
import { JsonRecord } from '../client.ts';
import type { Rapid7Client } from '../client.ts';
import { wholeListCommand } from './list-command.ts';
import { AnyList, listIn } from './rows.ts';

const assetsPath = '/v1/data/assets';
const output = { path: 'Asset', key: 'value', columns: ['value', 'type'] };

/** What of your company is watched. Source: CONTRACT.md §4.4, §7.4. */
export function assetCommands(client: Rapid7Client): readonly Command[] {
  return [addAsset(client), deleteAsset(client), listAssets(client), listAssetTypes(client)];
}

interface AssetChange extends Pick<CommandDeclaration<typeof assetArguments>, 'name' | 'summary' | 'confirm'> {
  readonly method: 'PUT' | 'DELETE';
  readonly path: string;
  /** `successfully added to` */
  readonly done: string;
}

const assetArguments = z.object({
  asset_type: required('asset_type')
    .describe('Type of the asset; threat-command-asset-type-list has them all')
    .meta({ example: 'Domains' }),
  asset_value: required('asset_value').describe('The asset').meta({ example: 'acme.example' }),
});

function changeAsset(client: Rapid7Client, { method, path, done, ...declaration }: AssetChange): Command {
  return defineCommand({
    ...declaration,
    needs: 'act',
    args: assetArguments,
    outputs: [{ path: contextPath(output.path), key: output.key, summary: 'The asset' }],
    async run({ asset_type: type, asset_value: value }, { signal }) {
      const body = { AssetType: type, AssetValue: value };
      await client.text({ method, path: `${assetsPath}/${path}`, body, onlyOk: true, signal });
      return said(`Asset "${value}" ${done} "${type}" asset list.`, {
        outputs: { [contextPath(output.path)]: [{ type, value }] },
      });
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
  });
}

function listAssets(client: Rapid7Client): Command {
  return wholeListCommand(client, {
    name: 'threat-command-asset-list',
    summary: 'Assets of your company that are watched',
    args: z.object({ asset_types: list().optional().describe('Only these types').meta({ example: 'Domains' }) }),
    all: 'all_results',
    output,
    call: (args) => ({
      method: 'GET',
      path: `${assetsPath}/account-assets`,
      query: { assetTypes: args.asset_types },
      onlyOk: true,
    }),
    rows: JsonRecord.transform((byType) =>
      Object.entries(byType).flatMap(([type, values]) => listIn(values).map((value) => ({ value, type }))),
    ),
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
