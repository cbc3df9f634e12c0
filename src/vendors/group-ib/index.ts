import type { Vendor } from '../../ports/vendor.ts';
import type { VendorDeps, VendorModule } from '../vendor-module.ts';
import { groupIbBase } from './base-url.ts';
import { createClient } from './client.ts';
import { gibCommands } from './commands/commands.ts';
import { groupIbSettings } from './settings.ts';
import type { GroupIbSettings } from './settings.ts';
