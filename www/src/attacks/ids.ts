// IDs that more elements than one carry.
import type { Attribute, Tree, TreeNode } from "../xml-tree.js";
import { firstOf, type LineIndex } from "./lines.js";
import type { Suspicion } from "./suspicions.js";

export interface IdAttribute {
  readonly node: TreeNode;
  readonly attribute: Attribute;
}

/** By value, in every spelling that some library takes for an ID. */
export function idsIn({ nodes }: Tree): Map<string, IdAttribute[]> {
  const byValue = new Map<string, IdAttribute[]>();
  for (const node of nodes) {
    for (const attribute of node.attributes) {
      if (!SPELLINGS.includes(attribute.local)) continue;
      const known = byValue.get(attribute.value);
      if (known === undefined) byValue.set(attribute.value, [{ node, attribute }]);
      else known.push({ node, attribute });
    }
  }
  return byValue;
}

/** As rule X11 has them. */
const SPELLINGS = ["ID", "Id", "id", "AssertionID"];

export function duplicateIds(tree: Tree, lines: LineIndex): Suspicion[] {
  const several = [...idsIn(tree)].filter(([, carriers]) => carriers.length > 1);
  return firstOf(several).map(([value, carriers]) => ({
    title: "One ID, several elements",
    sentences: [
      `${carriers.length} elements carry one ID.`,
      "A signature names what it covers by its ID. Where two elements carry it, the library that verifies may take the one, and the application that reads may take the other.",
    ],
    readings: [["ID", value.slice(0, 200)]],
    places: firstOf(carriers).map(({ node, attribute: { name, start, end } }) => lines.place(`${name.slice(0, 40)} of ${node.element.name.slice(0, 80)}`, { start, end })),
    rules: ["X11"],
  }));
}
