import { VendorError } from '../../../domain/errors.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { GroupIbClient } from '../client.ts';
import { textAt } from '../json-path.ts';

/** Who an address belongs to; without anything where the vendor does not say, or the question failed (CONTRACT.md §12). */
export async function ownerOf(client: GroupIbClient, ip: string, signal: AbortSignal): Promise<IpOwner> {
  try {
    return readOwner((await client.ipGraph(ip, signal)) ?? {});
  } catch (error) {
    // An enrichment that fails takes nothing from the verdict; an abort does end the work.
    if (error instanceof VendorError && !signal.aborted) return {};
    throw error;
  }
}

export interface IpOwner {
  readonly asn?: string;
  readonly isp?: string;
  readonly country?: string;
  readonly description?: string;
  readonly phone?: string;
  readonly organization?: string;
}

function readOwner(graph: JsonObject): IpOwner {
  const at = (name: string): string | undefined => textAt(graph, `whoisSummary.${name}`);
  const fields = {
    asn: at('asn'),
    isp: at('isp'),
    country: at('country'),
    description: at('descr') ?? at('netname'),
    phone: at('phone'),
    organization: at('netname'),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** A row of the context path `IP`. */
export function ipRow(ip: string, { asn, isp, country, description, phone, organization }: IpOwner): JsonObject {
  return {
    Address: ip,
    ...(asn !== undefined && { ASN: asn }),
    ...(isp !== undefined && { ASOwner: isp }),
    ...((country ?? description) !== undefined && {
      Geo: {
        ...(country !== undefined && { Country: country }),
        ...(description !== undefined && { Description: description }),
      },
    }),
    ...(description !== undefined && { Description: description }),
    ...(phone !== undefined && { Registrar: { Abuse: { Phone: phone } } }),
    ...(organization !== undefined && { Organization: { Name: organization } }),
  };
}
