#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Opens layers in QGIS as a person would, with the styles that come with them, and draws them to a PNG.

Usage: draw_layers.py PNG LAYER…
where LAYER is a file, GEOPACKAGE|layername=NAME, or sld:FILE for the .sld beside it; the first lies on top, and
the last says what is shown, in its CRS.
Prints one line a layer, as JSON: its name, renderer, legend, whether labels are on, its CRS and how many features.
"""
import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")

from qgis.core import (QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsRasterLayer,  # noqa: E402
                       QgsVectorLayer)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402

WIDTH, HEIGHT = 1400, 1000


def opened(name):
    """The layer as QGIS opens it: `loadDefaultStyle` is what dragging a file into the window does."""
    by_sld = name.startswith("sld:")
    name = name[4:] if by_sld else name
    if name.endswith(".tif"):
        layer = QgsRasterLayer(name, os.path.basename(name))
    else:
        layer = QgsVectorLayer(name, name.split("=")[-1].split("/")[-1], "ogr")
    if not layer.isValid():
        sys.exit(f"{name}: QGIS cannot open it")
    if by_sld:
        message, ok = layer.loadSldStyle(os.path.splitext(name)[0] + ".sld")
        if not ok:
            sys.exit(f"{name}: its .sld cannot be used: {message}")
    return layer


def told(layer):
    renderer = layer.renderer()
    out = {"name": layer.name(), "renderer": renderer.type(), "crs": layer.crs().authid()}
    if isinstance(layer, QgsRasterLayer):
        out["legend"] = [text for text, colour in renderer.legendSymbologyItems()]
    else:
        out["legend"] = [item.label() for item in renderer.legendSymbolItems()]
        out["labels"] = layer.labelsEnabled()
        out["features"] = layer.featureCount()
    return out


def draw(path, layers):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setBackgroundColor(QColor("#ffffff"))
    settings.setOutputSize(QSize(WIDTH, HEIGHT))
    settings.setDestinationCrs(layers[-1].crs())
    extent = layers[-1].extent()
    extent.scale(1.05)
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    if job.errors():
        sys.exit("; ".join(error.message for error in job.errors()))
    job.renderedImage().save(path, "png")


def main():
    application = QgsApplication([], False)
    application.initQgis()
    layers = [opened(name) for name in sys.argv[2:]]
    draw(sys.argv[1], layers)
    for layer in layers:
        print(json.dumps(told(layer), ensure_ascii=False))
    sys.stdout.flush()
    os._exit(0)  # QGIS 3.22 falls over its own feet when Python takes it down


main()
