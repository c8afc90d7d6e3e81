import type { OpenApiBundle } from '../index.ts';
import type { UpgradedDocument } from '../upgrade/upgrade-document.ts';
import { checkRoutes } from './check-routes.ts';
import { checkStructure } from './check-structure.ts';
import type { Reporter } from './reporter.ts';
import type { Route } from './routes.ts';

/** Reports all that is wrong with the structure of an upgraded document; what its schemas say is checked by their reader. */
export function checkDocument(
  bundle: OpenApiBundle,
  upgraded: UpgradedDocument,
  routes: readonly Route[],
  reporter: Reporter,
): void {
  checkStructure(upgraded.document, bundle.version, reporter);
  checkRoutes(routes, upgraded.document, reporter);
}
