import * as z from 'zod';
import { type Answer, empty, json } from '../simulator/answer.ts';
import { code, type Code } from './answer.ts';
import { bodyOf } from './handlers.ts';
import { assetKey } from './holdings.ts';
import { readQuery } from './query.ts';
import type { Rapid7Settings } from './settings.ts';
import { ASSET_TYPES } from './vocabulary.ts';
import type { Call } from './world.ts';

const Asset = z.object({ AssetType: z.string(), AssetValue: z.string().min(1) });

/** `PUT /v1/data/assets/add-asset`. Source: CONTRACT.md §4.4, §2.1. */
export function addAsset(call: Call): Answer {
  const { AssetType: Type, AssetValue: Value } = bodyOf(call, Asset);
  const refused = refusedAsset({ Type, Value }, call.world.settings());
  if (refused) return code(refused);
  call.world.holdings.assets.put({ Type, Value });
  call.world.changed();
  return empty(200);
}

/** `DELETE /v1/data/assets/delete-asset`: 404 for an asset that is not there. */
export function deleteAsset(call: Call): Answer {
  const { AssetType: Type, AssetValue: Value } = bodyOf(call, Asset);
  if (!ASSET_TYPES.includes(Type)) return code('InvalidAssetType');
  const removed = call.world.holdings.assets.remove(assetKey({ Type, Value }));
  call.world.changed();
  return empty(removed ? 200 : 404);
}

/** `GET /v1/data/assets/account-assets`: every type, also those without assets. */
export function accountAssets({ request, world }: Call): Answer {
  const wanted = readQuery(request.query).list('assetTypes');
  if (wanted.some((type) => !ASSET_TYPES.includes(type))) return code('InvalidAssetType');
  const types = wanted.length > 0 ? wanted : ASSET_TYPES;
  const assets = world.holdings.assets.all();
  const valuesOf = (type: string) => assets.filter(({ Type }) => Type === type).map(({ Value }) => Value);
  return json(200, Object.fromEntries(types.map((type) => [type, valuesOf(type)])));
}

/** `GET /v1/data/assets/assets-types`. */
export function assetTypes(): Answer {
  return json(200, ASSET_TYPES);
}

interface Given {
  readonly Type: string;
  readonly Value: string;
}

function refusedAsset({ Type, Value }: Given, { sectors, countries }: Rapid7Settings): Code | undefined {
  if (!ASSET_TYPES.includes(Type)) return 'InvalidAssetType';
  if (Type === 'Sectors' && !isAmong(sectors, Value)) return 'InvalidSectorAsset';
  if (Type === 'CountriesOfActivity' && !isAmong(countries, Value)) return 'InvalidCountryOfActivityAsset';
  if (Type === 'Domains' && !/^([\w-]+\.)+[a-z]{2,}$/i.test(Value)) return 'InvalidDomainAsset';
  return undefined;
}

function isAmong(known: readonly string[], value: string): boolean {
  return known.some((each) => each.toLowerCase() === value.toLowerCase());
}
