import { startApp } from './app.ts';
import { ConfigError } from './runtime/server/config.gen.ts';

try {
  const app = await startApp();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void app.close().finally(() => process.exit());
    });
  }
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
