import * as z from 'zod';

import * as basic from './blocks.ts';
import { type Fault, fault, faultsOf } from './fault.ts';
import * as fresh from './new-blocks.ts';
import { richText } from './rich-text.ts';
import { focusCount, repeatedIds } from './survey.ts';
import { characters, plainText } from './text.ts';

/** Where blocks are shown. */
export type Surface = 'message' | 'modal' | 'home';

const everywhere = [
  basic.actions,
  basic.context,
  basic.divider,
  basic.header,
  basic.image,
  basic.input,
  basic.section,
  basic.video,
  fresh.card,
  richText,
] as const;
const spacious = [fresh.carousel, fresh.container, basic.dataTable, basic.dataVisualization, basic.table] as const;

const BLOCKS = {
  message: z
    .array(
      z.discriminatedUnion('type', [
        ...everywhere,
        ...spacious,
        basic.contextActions,
        basic.file,
        basic.markdown,
        fresh.plan,
        fresh.taskCard,
      ]),
    )
    .max(50),
  modal: z.array(z.discriminatedUnion('type', [...everywhere, basic.alert])).max(100),
  home: z.array(z.discriminatedUnion('type', [...everywhere, ...spacious])).max(100),
} as const;

function faultsAcross(blocks: readonly unknown[], root: readonly PropertyKey[]): Fault[] {
  const repeated = repeatedIds(blocks).map((index) =>
    fault([...root, index, 'block_id'], { code: 'duplicate_block_id', message: 'block_id already exists' }),
  );
  if (focusCount(blocks) <= 1) return repeated;
  return [...repeated, fault(root, { code: 'focus', message: 'only one element may have focus_on_load' })];
}

/** Judges a list of blocks found at `root` of its payload. */
export function blockFaults(blocks: unknown, surface: Surface, root: readonly PropertyKey[]): Fault[] {
  const parsed = BLOCKS[surface].safeParse(blocks);
  if (!parsed.success) return faultsOf(parsed.error.issues, root);
  return faultsAcross(parsed.data, root);
}

/**
 * What Slack would refuse about a list of blocks on a surface. Empty when it would accept them. Lengths are counted in
 * Unicode code points. Source: PLATFORM 1.1 to 1.3.
 */
export function validateBlocks(blocks: unknown, surface: Surface): Fault[] {
  return blockFaults(blocks, surface, ['blocks']);
}

const frame = {
  blocks: z.unknown(),
  private_metadata: characters(3000, 0).optional(),
  callback_id: characters(255, 0).optional(),
  external_id: characters(255, 0).optional(),
};
const View = z.discriminatedUnion('type', [
  z.strictObject({
    ...frame,
    type: z.literal('modal'),
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
  }),
  z.strictObject({ ...frame, type: z.literal('home') }),
]);

function lacksSubmit(view: z.infer<typeof View>): boolean {
  if (view.type !== 'modal' || view.submit !== undefined || !Array.isArray(view.blocks)) return false;
  return view.blocks.some((block: unknown) => z.object({ type: z.literal('input') }).safeParse(block).success);
}

/** What Slack would refuse about a modal or a home tab, its blocks included. */
export function validateView(view: unknown): Fault[] {
  const parsed = View.safeParse(view);
  if (!parsed.success) return faultsOf(parsed.error.issues, []);
  const faults = validateBlocks(parsed.data.blocks, parsed.data.type);
  if (!lacksSubmit(parsed.data)) return faults;
  return [...faults, fault(['submit'], { code: 'missing_field', message: 'missing required field: submit' })];
}
