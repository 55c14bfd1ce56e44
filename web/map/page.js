// SPDX-License-Identifier: MIT
'use strict';
// The map page. Everything it shows comes from the JSON beside it; text is only ever set as text.
(function () {
  // Marks that turn the reading direction would turn the words beside them too.
  var data = JSON.parse(document.getElementById('data').textContent, function (key, value) {
    return typeof value === 'string' ? value.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '') : value;
  });
  var app = document.getElementById('app');
  var state = { theme: null, entry: null, version: 'harm', area: '', chosen: null, all: false };
  var FIRST = 10;

  function el(tag, options, children) {
    var node = document.createElement(tag);
    Object.keys(options || {}).forEach(function (key) {
      if (key === 'text') { node.textContent = options[key]; }
      else if (key === 'on') { Object.keys(options.on).forEach(function (name) { node.addEventListener(name, options.on[name]); }); }
      else if (key in node && key !== 'class') { node[key] = options[key]; }
      else { node.setAttribute(key, options[key]); }
    });
    (children || []).forEach(function (child) { if (child) { node.appendChild(child); } });
    return node;
  }
  function svg(tag, attributes, text) {
    var node = document.createElementNS('http://www.w3.org/2000/svg', tag);
    Object.keys(attributes).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    if (text !== undefined) { node.textContent = text; }
    return node;
  }
  function thousands(value) { return Math.round(value).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ','); }
  function percent(share) { return (100 * share).toFixed(100 * share < 10 ? 1 : 0) + ' %'; }
  function plural(n, word) { return thousands(n) + ' ' + word + (n === 1 ? '' : 's'); }

  /// OS grid reference of a point in the British National Grid, to 100 m; metres elsewhere.
  function gridReference(x, y) {
    if (data.epsg !== 27700 || x < 0 || y < 0 || x >= 700000 || y >= 1300000) { return Math.round(x) + ' E, ' + Math.round(y) + ' N'; }
    var letters = 'ABCDEFGHJKLMNOPQRSTUVWXYZ';
    var e = Math.floor(x / 100000), n = Math.floor(y / 100000);
    var first = (19 - n) - (19 - n) % 5 + Math.floor((e + 10) / 5);
    var second = (19 - n) * 5 % 25 + e % 5;
    function three(metres) { return ('00' + Math.floor(metres % 100000 / 100)).slice(-3); }
    return letters[first] + letters[second] + ' ' + three(x) + ' ' + three(y);
  }

  function unique(values) { return values.filter(function (value, i) { return values.indexOf(value) === i; }); }
  function layersOf(theme) { return data.layers.filter(function (layer) { return layer.theme === theme; }); }
  function current() {
    var all = layersOf(state.theme).filter(function (layer) { return layer.entry === state.entry; });
    return all.filter(function (layer) { return layer.version === state.version; })[0] || all[0];
  }
  function counts(layer) { return layer.version === 'count' || layer.same; }
  function spots(layer) {
    return layer.features.filter(function (f) {
      return f.p.outline !== 'quarter' && (!state.area || f.p[state.area.split('\n')[0]] === state.area.split('\n')[1]);
    });
  }
  /// Classes of how dense a hotspot is, as the program made them for this page and for the GIS layers.
  function classes(layer) {
    var made = layer.classes;
    return { unit: made.unit, kinds: made.kinds, labels: made.labels, of: function (f) {
      var value = f.p[made.property];
      return made.kinds[value === undefined ? 0 : made.breaks.filter(function (at) { return value >= at; }).length] || 'mid';
    } };
  }

  // ---- the map
  var map, shapes, areaShapes = {};
  function latLngs(rings) {
    return rings.map(function (ring) {
      var out = [];
      for (var i = 0; i < ring.length; i += 2) { out.push([ring[i + 1], ring[i]]); }
      return out;
    });
  }
  function makeMap() {
    map = L.map('map', { crs: L.CRS.Simple, minZoom: -10, maxZoom: 1, zoomSnap: 0.25, zoomDelta: 0.5, attributionControl: false,
      zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false });
    L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
    data.areas.forEach(function (area) {
      var shape = L.polygon(area.shape.map(latLngs), { className: 'area', interactive: false }).addTo(map);
      areaShapes[area.layer + '\n' + area.name] = shape;
      if (area.layer === data.areas[0].layer && data.areas.length > 1) {
        L.marker(shape.getBounds().getCenter(), { interactive: false, keyboard: false,
          icon: L.divIcon({ className: 'areaname', iconSize: null, html: el('span', { text: area.name }) }) }).addTo(map);
      }
    });
    drawContext();
    shapes = L.layerGroup().addTo(map);
    map.on('mousemove click', function (event) {
      document.getElementById('gridref').textContent = gridReference(event.latlng.lng, event.latlng.lat);
    });
  }
  /// Streets and the like below hotspots; names of streets from the zoom at which there is room for them.
  function drawContext() {
    var NAMES_FROM = -1, SHORTEST = 60, names = L.layerGroup();
    function label(name, at, turn, className) {
      var span = el('span', { text: name });
      span.style.setProperty('--turn', turn + 'deg');
      return L.marker(at, { interactive: false, keyboard: false, icon: L.divIcon({ className: className, html: span, iconSize: null }) });
    }
    data.context.forEach(function (one) {
      if (one.shape.length) { L.polygon(one.shape.map(latLngs), { className: 'ctx fill ' + one.kind, interactive: false }).addTo(map); }
    });
    var named = {};
    data.context.forEach(function (one) {
      var lines = latLngs(one.lines);
      lines.forEach(function (line) {
        if (line.length > 1) { L.polyline(line, { className: 'ctx ' + one.kind, interactive: false }).addTo(map); }
      });
      if (!one.name || !lines.length) { return; }
      if (one.kind === 'place') { label(one.name, lines[0][0], 0, 'areaname').addTo(map); return; }
      lines.forEach(function (line) {
        var a = line[0], b = line[line.length - 1], key = one.name + Math.round(a[0] / 400) + ',' + Math.round(a[1] / 400);
        if (Math.hypot(a[0] - b[0], a[1] - b[1]) < SHORTEST || named[key]) { return; }
        named[key] = true;
        var turn = -Math.atan2(b[0] - a[0], b[1] - a[1]) * 180 / Math.PI;
        if (turn > 90) { turn -= 180; } else if (turn < -90) { turn += 180; }
        label(one.name, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], Math.round(turn), 'roadname').addTo(names);
      });
    });
    map.on('zoomend', function () {
      map.getContainer().classList.toggle('near', map.getZoom() >= -2);
      if (map.getZoom() >= NAMES_FROM) { names.addTo(map); } else { names.remove(); }
    });
  }
  function drawSpots(layer, list, kinds) {
    shapes.clearLayers();
    layer.features.filter(function (f) { return f.p.outline === 'quarter'; }).forEach(function (f) {
      L.polygon(f.s.map(latLngs), { className: 'spot quarter', interactive: false }).addTo(shapes);
    });
    list.slice().reverse().forEach(function (f) {
      if (!f.s.length) { return; }
      f.shape = L.polygon(f.s.map(latLngs), { className: 'spot ' + kinds.of(f) + (state.chosen === f.p.id ? ' chosen' : '') }).addTo(shapes);
      f.shape.on('click', function (event) { L.DomEvent.stopPropagation(event); choose(f, false); });
      f.shape.bindTooltip(el('span', { text: f.p.rank + '. ' + (f.p.place || f.p.id) }), { sticky: true });
    });
    list.slice(0, FIRST).reverse().forEach(function (f) {
      if (!f.shape) { return; }
      L.marker(f.shape.getBounds().getCenter(), { interactive: false, keyboard: false,
        icon: L.divIcon({ className: 'number', iconSize: null, html: el('span', { text: String(f.p.rank) }) }) }).addTo(shapes);
    });
  }
  function fit(list) {
    var bounds = L.latLngBounds([]);
    list.forEach(function (f) { if (f.shape) { bounds.extend(f.shape.getBounds()); } });
    if (state.area && areaShapes[state.area] && !bounds.isValid()) { bounds.extend(areaShapes[state.area].getBounds()); }
    if (!bounds.isValid()) { Object.keys(areaShapes).forEach(function (key) { bounds.extend(areaShapes[key].getBounds()); }); }
    if (bounds.isValid()) { map.fitBounds(bounds.pad(0.06), { animate: false, maxZoom: -1.5 }); }
  }

  // ---- words
  function sentences(layer, f) {
    var p = f.p, rows = [];
    var what = thousands(p.incidents) + (p.incidents === 1 ? ' incident' : ' incidents');
    if (p.incidents !== undefined) {
      var much = what;
      if (!counts(layer)) { much += ' with ' + thousands(p.harm) + ' ' + (p.harm_unit || '') + ' of harm'; }
      much += ', ' + percent(p.harm_share) + ' of ' + (counts(layer) ? 'all incidents' : 'the harm') + ' of this theme in ' + layer.scope;
      much += ', on ' + p.area_km2.toFixed(2) + ' km²' + (p.distinct_places ? ' and ' + plural(p.distinct_places, 'place') : '') + '.';
      rows.push(['How much', much]);
    }
    if (p.peak_days) {
      rows.push(['When', 'Half of what has a known time (' + percent(p.peak_share) + ') falls on ' + p.peak_days + ', ' + p.peak_from + ' to ' +
        p.peak_to + '. Hours are known for ' + thousands(p.timed_incidents) + ' of ' + thousands(p.incidents) + '.']);
    } else {
      rows.push(['When', data.monthsOnly ? 'This data gives the month only.' : 'Too few of its incidents have a time of day.']);
    }
    if (p.change_words) {
      var before = p.incidents_previous === undefined ? '' : thousands(p.incidents_previous) + ' in the period before';
      if (p.incidents_last_28_days !== undefined) { before += (before ? '; ' : '') + thousands(p.incidents_last_28_days) + ' in the last 28 days'; }
      if (p.last_incident_date) { before += (before ? '; ' : '') + 'the latest on ' + p.last_incident_date; }
      rows.push(['What changed', (before ? 'Here: ' + before + '. ' : '') + 'Before this period: ' + p.change_words + '.']);
    }
    var sure = [];
    if (p.resampling_stability !== undefined) { sure.push('Found again in ' + Math.round(100 * p.resampling_stability) + ' of 100 re-runs.'); }
    if (p.p_adjusted !== undefined) { sure.push('Chance alone would do as much ' + oneIn(p.p_adjusted) + ', all cells having been tried.'); }
    else if (p.p_value !== undefined) { sure.push('Chance alone would do as much ' + oneIn(p.p_value) + '.'); }
    if (p.persistence !== undefined) { sure.push('A hotspot in ' + percent(p.persistence) + ' of earlier periods.'); }
    if (p.caution) { sure.push(p.caution + '.'); }
    if (!sure.length) { sure.push('Not tested against chance.'); }
    rows.push(['How sure', sure.join(' ')]);
    if (p.offence_mix || p.location_mix) { rows.push(['What', [p.offence_mix, p.location_mix].filter(Boolean).join('; ') + '.']); }
    if (p.note) { rows.push(['Note', p.note]); }
    if (p.continues_into) { rows.push(['Goes on in', p.continues_into]); }
    return rows;
  }
  function oneIn(p) { return p <= 0 ? 'hardly ever' : p < 0.5 ? 'about once in ' + thousands(1 / p) : 'more often than not'; }
  var DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  function strip(hours) {
    var box = svg('svg', { viewBox: '0 0 420 118', 'class': 'strip', role: 'img', 'aria-label': 'Incidents by weekday and hour' });
    var most = Math.max.apply(null, hours) || 1;
    for (var day = 0; day < 7; ++day) {
      box.appendChild(svg('text', { x: 0, y: 11 + day * 14 }, DAYS[day]));
      for (var hour = 0; hour < 24; ++hour) {
        var share = hours[day * 24 + hour] / most;
        var cell = svg('rect', { x: 30 + hour * 16, y: 1 + day * 14, width: 16, height: 14,
          fill: share === 0 ? '#f1efe9' : share < 0.34 ? '#f3cf9b' : share < 0.67 ? '#dd8a4b' : '#a23f1d' });
        cell.appendChild(svg('title', {}, DAYS[day] + ' ' + hour + ':00, ' + hours[day * 24 + hour].toFixed(1)));
        box.appendChild(cell);
      }
    }
    for (var at = 0; at < 24; at += 3) { box.appendChild(svg('text', { x: 30 + at * 16, y: 110 }, ('0' + at).slice(-2))); }
    return box;
  }

  // ---- table and details
  function choose(f, fromTable) {
    state.chosen = f.p.id;
    show(false);
    if (f.shape && fromTable) { map.panTo(f.shape.getBounds().getCenter(), { animate: false }); }
    var row = document.querySelector('tr.chosen button');
    if (row && !fromTable) { row.scrollIntoView({ block: 'nearest' }); }
    if (row && fromTable) { row.focus({ preventScroll: true }); }
  }
  function tableRow(layer, f) {
    var p = f.p, cells = [];
    cells.push(el('td', { 'class': 'n', text: String(p.rank) }));
    var name = el('td', {}, [el('button', { type: 'button', 'class': 'row', text: p.place || p.id, on: { click: function () { choose(f, true); } } })]);
    if (p.caution) { name.appendChild(el('span', { 'class': 'flag', text: 'few incidents', title: p.caution })); }
    if (p.place_share !== undefined && p.place_share < 0.5) {
      name.appendChild(el('span', { 'class': 'thin', text: 'name covers ' + Math.round(p.place_share * p.incidents) + ' of ' + p.incidents }));
    }
    cells.push(name);
    cells.push(el('td', { 'class': 'n', text: p.incidents === undefined ? '' : thousands(p.incidents) }));
    if (!counts(layer)) { cells.push(el('td', { 'class': 'n', text: p.harm === undefined ? '' : thousands(p.harm) })); }
    cells.push(el('td', { 'class': 'n', text: p.harm_share === undefined ? '' : percent(p.harm_share) }));
    if (before(layer)) { cells.push(el('td', { 'class': 'n', text: p.incidents_previous === undefined ? '' : thousands(p.incidents_previous) })); }
    return el('tr', { 'class': state.chosen === p.id ? 'chosen' : '' }, cells);
  }
  /// Whether the layer knows how many incidents its places had in the period before.
  function before(layer) { return layer.features.some(function (f) { return f.p.incidents_previous !== undefined; }); }
  function fill(id, nodes) {
    var node = document.getElementById(id);
    node.textContent = '';
    nodes.forEach(function (child) { if (child) { node.appendChild(child); } });
  }
  function drawTable(layer, list) {
    var head = [el('th', { 'class': 'n', scope: 'col', text: '#' }), el('th', { scope: 'col', text: 'Place' }),
      el('th', { scope: 'col', 'class': 'n', text: 'Incidents' })];
    if (!counts(layer)) { head.push(el('th', { scope: 'col', 'class': 'n', text: 'Harm, ' + layer.harmUnit })); }
    head.push(el('th', { scope: 'col', 'class': 'n', text: counts(layer) ? 'Share' : 'Share of harm' }));
    if (before(layer)) { head.push(el('th', { scope: 'col', 'class': 'n', text: 'Incidents before', title: 'in the period before, as long as this one' })); }
    var shown = state.all ? list : list.slice(0, FIRST);
    fill('table', [list.length ? el('table', {}, [el('caption', { 'class': 'thin', text: '' }), el('thead', {}, [el('tr', {}, head)]),
      el('tbody', {}, shown.map(function (f) { return tableRow(layer, f); }))]) : el('p', { 'class': 'more', text: layer.empty })]);
    var rest = list.length - FIRST;
    fill('leftout', layer.leftOut.map(function (text) { return el('li', { text: text }); }));
    fill('more', rest > 0 ? [el('button', { type: 'button', 'class': 'more', text: state.all ? 'First ten only' : rest + ' more',
      on: { click: function () { state.all = !state.all; show(false); } } })] : []);
  }
  function drawPlace(layer, f) {
    if (!f) { fill('place', [el('p', { text: 'Choose a place in the table or on the map to read about it.' })]); return; }
    var rows = [];
    sentences(layer, f).forEach(function (row) {
      var dd = el('dd', { text: row[1] });
      if (row[0] === 'When' && f.hours) { dd.appendChild(strip(f.hours)); }
      rows.push(el('dt', { text: row[0] }), dd);
    });
    var c = f.shape ? f.shape.getBounds().getCenter() : null;
    fill('place', [el('h2', { text: f.p.rank + '. ' + (f.p.place || f.p.id) + (c ? '  (' + gridReference(c.lng, c.lat) + ')' : '') }), el('dl', {}, rows)]);
  }
  function legend(kinds) {
    fill('legend', kinds.kinds.length ? [el('span', { text: kinds.unit + ':' })].concat(kinds.kinds.map(function (name, i) {
      return el('span', {}, [el('i', { 'class': 'swatch ' + name }), document.createTextNode(kinds.labels[i])]); })) : []);
  }

  function segment(name, legendText, options, chosen, change) {
    var set = el('fieldset', {}, [el('legend', { text: legendText })]);
    options.forEach(function (option) {
      set.appendChild(el('label', { 'class': 'seg' }, [el('input', { type: 'radio', name: name, value: option[0], checked: option[0] === chosen,
        on: { change: function () { change(option[0]); } } }), el('span', { text: option[1] })]));
    });
    return set;
  }
  function controls() {
    var layers = layersOf(state.theme), nodes = [];
    var themes = unique(data.layers.map(function (layer) { return layer.theme; }));
    nodes.push(segment('theme', 'Theme', themes.map(function (t) { return [t, layersOf(t)[0].themeTitle]; }), state.theme, function (t) {
      state.theme = t; pickEntry(); show(true); }));
    var entries = unique(layers.map(function (layer) { return layer.entry; }));
    if (entries.length > 1) {
      nodes.push(segment('entry', 'Places by', entries.map(function (e) {
        return [e, layers.filter(function (layer) { return layer.entry === e; })[0].label]; }), state.entry, function (e) {
        state.entry = e; pickEntry(); show(true); }));
    }
    if (layers.filter(function (layer) { return layer.entry === state.entry; }).length > 1) {
      nodes.push(segment('version', 'Weighted by', [['harm', 'Harm'], ['count', 'Incidents']], current().version, function (v) {
        state.version = v; state.chosen = null; show(true); }));
    }
    if (data.areas.length > 1) {
      var select = el('select', { id: 'area', on: { change: function () { state.area = select.value; state.chosen = null; show(true); } } },
        [el('option', { value: '', text: 'All areas' })]);
      unique(data.areas.map(function (a) { return a.layer; })).forEach(function (layer) {
        select.appendChild(el('optgroup', { label: layer }, data.areas.filter(function (a) { return a.layer === layer; }).map(function (a) {
          return el('option', { value: a.layer + '\n' + a.name, text: a.name }); })));
      });
      select.value = state.area;
      nodes.push(el('div', {}, [el('label', { 'for': 'area', 'class': 'over-select', text: 'Area' }), select]));
    }
    nodes.push(el('button', { type: 'button', text: 'Print', on: { click: function () { window.print(); } } }));
    var focused = document.activeElement && document.activeElement.name ? [document.activeElement.name, document.activeElement.value] : null;
    fill('controls', nodes);
    if (focused) {
      var again = Array.prototype.filter.call(document.querySelectorAll('#controls input'), function (input) {
        return input.name === focused[0] && input.value === focused[1]; })[0];
      if (again) { again.focus(); }
    }
  }
  function pickEntry() {
    var entries = layersOf(state.theme).map(function (layer) { return layer.entry; });
    if (entries.indexOf(state.entry) < 0) { state.entry = entries[0]; }
    state.chosen = null;
    state.all = false;
  }

  function show(refit) {
    var layer = current(), list = spots(layer), kinds = classes(layer);
    controls();
    if (!list.some(function (f) { return f.p.id === state.chosen; })) { state.chosen = list.length ? list[0].p.id : null; }
    fill('headline', [document.createTextNode(layer.headline.replace(/ %/g, '\u00a0%'))]);
    fill('why', [document.createTextNode(layer.same ? layer.sameWords : layer.version === 'count' ? layer.countWords : '')]);
    fill('changes', layer.changes.map(function (text) { return el('li', { text: text.replace(/ %/g, '\u00a0%') }); }));
    fill('listtitle', [document.createTextNode(list.length ? 'Ranked places' : 'No places')]);
    drawSpots(layer, list, kinds);
    legend(kinds);
    drawTable(layer, list);
    drawPlace(layer, list.filter(function (f) { return f.p.id === state.chosen; })[0]);
    fill('notes', layer.statements.map(function (text) { return el('li', { text: text }); }));
    if (refit) { fit(list); }
  }

  /// Two stand open, or one of many, so that the map is on the first screen; the others are one click away.
  function warnings() {
    function list(texts) { return el('ul', {}, texts.map(function (text) { return el('li', { text: text }); })); }
    if (!data.warnings.length) { return null; }
    var open = data.warnings.length > 2 ? 1 : 2, rest = data.warnings.slice(open);
    return el('div', { 'class': 'warnings' }, [list(data.warnings.slice(0, open)), rest.length
      ? el('details', {}, [el('summary', { text: rest.length + ' more to know about the data' }), list(rest)]) : null]);
  }

  app.appendChild(el('main', { 'class': 'page' }, [
    el('div', { 'class': 'over' }, [el('b', { text: data.scope }), el('span', { text: data.title }), el('span', { text: data.months })]),
    el('h1', { id: 'headline', 'aria-live': 'polite' }),
    warnings(),
    el('div', { 'class': 'controls', id: 'controls' }),
    el('ul', { 'class': 'changes', id: 'changes', 'aria-label': 'What changed' }),
    el('p', { 'class': 'why', id: 'why' }),
    el('div', { 'class': 'main' }, [
      el('div', { 'class': 'mapbox' }, [el('div', { id: 'map', role: 'application', 'aria-label': 'Map of the places in the table' }),
        el('div', { 'class': 'under' }, [el('span', { id: 'legend', 'class': 'under-legend' }), el('span', { id: 'gridref', 'class': 'gridref', text: '' })])]),
      el('section', { 'class': 'side' }, [el('h2', { id: 'listtitle' }), el('div', { 'class': 'scroll', id: 'table' }), el('div', { id: 'more' }), el('ul', { 'class': 'leftout', id: 'leftout' })])
    ]),
    el('section', { 'class': 'place', id: 'place', 'aria-live': 'polite' }),
    el('details', { 'class': 'about', open: true }, [el('summary', { text: 'What this shows, and what it does not' }), el('ul', { id: 'notes' })])
  ]));
  app.hidden = false;
  if (!data.layers.length) { fill('headline', [document.createTextNode('This run made no layers.')]); return; }
  makeMap();
  state.theme = data.layers[0].theme;
  pickEntry();
  show(true);
})();
