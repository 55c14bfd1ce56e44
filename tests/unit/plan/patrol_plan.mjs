// SPDX-License-Identifier: MIT
// The numbered rules of include/harmspot/patrol_plan.hpp, followed by another program: reads cases as JSON, a line each, and
// prints the visits of each plan as [unit, place, start, travel, reached]. Run by patrol_plan_javascript_test.cpp.
import { readFileSync } from "node:fs";

function draws(seed, attempt) {
  let state = (seed + Math.imul(2654435769, attempt)) >>> 0;
  return () => {
    state = (state + 1831565813) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
}

function travel(from, to, shift) {
  const dx = from.x - to.x;
  const dy = from.y - to.y;
  return Math.ceil((60 * Math.sqrt(dx * dx + dy * dy) * shift.detour) / (1000.0 * shift.speed));
}

function plan(stops, shift) {
  const harm = stops.map((stop) => {
    const sums = [0];
    for (let minute = 0; minute < shift.minutes; ++minute) {
      sums.push(sums[minute] + stop.harm[Math.floor(minute / 15)]);
    }
    return sums;
  });
  const back = stops.map((stop) => (shift.start ? travel(stop, shift.start, shift) : 0));

  function attempt(number) {
    const next = draws(shift.seed, number);
    const units = Array.from({ length: shift.units }, () => ({ free: 0, spent: 0, at: shift.start ?? null, done: false }));
    const starts = stops.map(() => []);
    const visits = [];
    let reached = 0;
    for (;;) {
      let unit = null;
      for (const one of units) {
        if (!one.done && (unit === null || one.free < unit.free)) {
          unit = one;
        }
      }
      if (unit === null) {
        return { visits, reached };
      }
      const choices = [];
      stops.forEach((stop, place) => {
        const way = unit.at === null ? 0 : travel(unit.at, stop, shift);
        if (unit.spent + way + shift.visit + back[place] > shift.budget) {
          return;
        }
        const open = (minute) => {
          while (starts[place].some((other) => Math.abs(minute - other) < shift.gap)) {
            ++minute;
          }
          return minute;
        };
        let best = null;
        let start = open(unit.free + way);
        while (start + shift.visit + back[place] <= shift.minutes) {
          const gain = harm[place][Math.min(start + shift.gap, shift.minutes)] - harm[place][start];
          const score = Math.max(1, Math.floor(gain / (start + shift.visit - unit.free)));
          if (gain > 0 && (best === null || score > best.score)) {
            best = { place, start, way, gain, score };
          }
          if (number % 2 === 1) {
            break;
          }
          start = open((Math.floor(start / 15) + 1) * 15);
        }
        if (best !== null) {
          choices.push(best);
        }
      });
      if (choices.length === 0) {
        unit.done = true;
        continue;
      }
      const most = Math.max(...choices.map((choice) => choice.score));
      const tickets = choices.map((choice) =>
        10 * choice.score >= 7 * most ? Math.floor((1000 * choice.score) / most) : 0);
      const all = tickets.reduce((sum, ticket) => sum + ticket, 0);
      let drawn = Math.floor((next() * all) / 4294967296);
      let k = 0;
      while (drawn >= tickets[k]) {
        drawn -= tickets[k];
        ++k;
      }
      const choice = choices[k];
      visits.push([units.indexOf(unit), choice.place, choice.start, choice.way, choice.gain]);
      reached += choice.gain;
      starts[choice.place].push(choice.start);
      unit.spent += choice.way + shift.visit;
      unit.free = choice.start + shift.visit;
      unit.at = stops[choice.place];
    }
  }

  const tries = Array.from({ length: shift.tries }, (none, number) => attempt(number));
  const most = Math.max(...tries.map((one) => one.reached));
  const chosen = tries.find((one) => 100 * one.reached >= 97 * most);
  return chosen.visits.sort((a, b) => a[0] - b[0] || a[2] - b[2]);
}

for (const line of readFileSync(process.argv[2], "utf8").split("\n")) {
  if (line !== "") {
    const { stops, shift } = JSON.parse(line);
    console.log(JSON.stringify(plan(stops, shift)));
  }
}
