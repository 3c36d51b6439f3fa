import assert from "node:assert/strict";
import { test } from "node:test";
import { Catalogue } from "../../main/resources/web/catalogue.js";

test("one series is told anew, the others stay", async () => {
  const source = {
    allSeries: async () => [{ series: "a", count: 1 }, { series: "b", count: 1 }],
    oneSeries: async series => ({ series, count: 2 }),
  };
  const catalogue = new Catalogue(source);
  assert.equal(catalogue.find("b"), null);
  await catalogue.refresh();
  await catalogue.refreshOne("b");
  assert.deepEqual(catalogue.all, [{ series: "a", count: 1 }, { series: "b", count: 2 }]);
  assert.equal(catalogue.find("b").count, 2);
  assert.equal(catalogue.find("c"), null);
});
