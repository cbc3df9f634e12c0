import * as z from 'zod';

/** What the shapes of records are made of. */
export const text = z.string();
export const texts = z.array(text);
export const count = z.int().min(0);
export const maybe = z.exactOptional(text);
export const maybeTexts = z.exactOptional(texts);
export const flag = z.exactOptional(z.boolean());
export const messageRef = z.looseObject({ channelId: text, messageTs: text });
