import { createLauncher } from './bot.ts';
import type { Bot, Launcher } from './bot.ts';
import { createFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import { createPeople } from './people.ts';
import type { People } from './people.ts';
import { createVendorDrive } from './vendor-drive.ts';
import type { VendorDrive } from './vendor-drive.ts';
import type { World } from './world.ts';

/** A world with everybody in it. */
export interface Stage {
  readonly world: World;
  readonly faults: Faults;
  readonly drive: VendorDrive;
  readonly people: People;
  /** The bot of each replica that runs, or ran last. */
  readonly bots: readonly Bot[];
  /** Starts a replica again; the one before has to be gone. */
  relaunch(replica: number): void;
  /** Ends every process. */
  clear(): Promise<void>;
}

/** Starts a bot in each place. */
export function openStage(world: World): Stage {
  const launchers: readonly Launcher[] = world.places.map(createLauncher);
  const bots = launchers.map((launcher) => launcher.launch());
  return {
    world,
    faults: createFaults(world),
    drive: createVendorDrive(world),
    people: createPeople(world),
    bots,
    relaunch(replica) {
      const launcher = launchers[replica];
      if (launcher === undefined) throw new Error(`there is no replica ${replica}`);
      bots[replica] = launcher.launch();
    },
    async clear() {
      await Promise.all([...bots.map(async (bot) => bot.kill()), ...launchers.map(async (one) => one.close())]);
    },
  };
}
