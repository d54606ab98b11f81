"use client";
import { geoNaturalEarth1, geoPath } from "d3-geo";
import { useMemo } from "react";
import { feature } from "topojson-client";
import { useWorld, type World } from "@/hooks/use-world";

const WIDTH = 800;
const HEIGHT = 390;
/** Antarctica has no telephone numbers of its own and takes a fifth of the map. */
const LEFT_OUT = "010";

function shapes({ topology, codes }: World) {
  const all = feature(topology, topology.objects.countries).features.filter((one) => one.id !== LEFT_OUT);
  const projection = geoNaturalEarth1().fitSize([WIDTH, HEIGHT], {
    type: "FeatureCollection",
    features: all,
  });
  const path = geoPath(projection).digits(1);
  return all.map((one) => {
    const [code, name] = codes[String(one.id)] ?? [null, one.properties.name];
    return {
      id: String(one.id ?? one.properties.name),
      code,
      name,
      d: path(one) ?? "",
      centre: path.centroid(one),
    };
  });
}

/** How deep a country is coloured: by the logarithm, since a few countries have most. */
export const depth = (value: number, most: number): number =>
  value <= 0 ? 0 : 0.25 + (0.75 * Math.log1p(value)) / Math.log1p(most);

/** The world, each country coloured by its value, with a circle so that small ones are seen. */
export default function WorldMap({ values, unit }: { values: Map<string, number>; unit: string }) {
  const { data } = useWorld();
  const countries = useMemo(() => (data ? shapes(data) : []), [data]);
  const most = Math.max(1, ...values.values());
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="h-full w-full" role="presentation">
      {countries.map((one) => {
        const value = one.code ? (values.get(one.code) ?? 0) : 0;
        return (
          <path
            key={one.id}
            d={one.d}
            fill={value > 0 ? "var(--series-3)" : "var(--map-none)"}
            fillOpacity={value > 0 ? depth(value, most) : 1}
            stroke="var(--panel)"
            strokeWidth={0.6}
          >
            <title>{value > 0 ? `${one.name}: ${value} ${unit}` : one.name}</title>
          </path>
        );
      })}
      {countries.map((one) => {
        const value = one.code ? (values.get(one.code) ?? 0) : 0;
        return value > 0 ? (
          <circle
            key={one.id}
            cx={one.centre[0]}
            cy={one.centre[1]}
            r={4 + 8 * depth(value, most)}
            fill="var(--series-3)"
            fillOpacity={0.25}
            stroke="var(--series-3)"
            className="pointer-events-none"
          />
        ) : null;
      })}
    </svg>
  );
}
