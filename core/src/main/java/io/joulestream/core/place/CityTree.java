package io.joulestream.core.place;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A k-d tree of cities in three dimensions, in arrays: the middle of a range is its root, what lies lower on the root's
 * axis is before it, and what lies higher after it. The axes take turns.
 */
final class CityTree {
    private static final int AXES = 3;

    /** In the order of the tree, x, y, z one after the other. */
    private final double[] points;

    private final City[] cities;

    CityTree(List<City> cities) {
        Node[] nodes = cities.stream()
                .map(city -> new Node(city, Sphere.point(city.latMicros(), city.lonMicros())))
                .toArray(Node[]::new);
        arrange(nodes, 0, nodes.length, 0);
        this.cities = new City[nodes.length];
        this.points = new double[AXES * nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            this.cities[i] = nodes[i].city;
            System.arraycopy(nodes[i].point, 0, points, AXES * i, AXES);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Node(City city, double[] point) {}

    private static void arrange(Node[] nodes, int from, int to, int axis) {
        if (to - from > 1) {
            Arrays.sort(nodes, from, to, Comparator.comparingDouble(node -> node.point[axis]));
            int root = (from + to) >>> 1;
            arrange(nodes, from, root, (axis + 1) % AXES);
            arrange(nodes, root + 1, to, (axis + 1) % AXES);
        }
    }

    /** The first, in the order of cities, of those whose chord is at most this much longer than the shortest one. */
    City nearest(double[] point, double tie) {
        var search = new Search(point);
        search.nearest(0, cities.length, 0);
        search.first(0, cities.length, 0, search.shortest + tie);
        return cities[search.first];
    }

    private final class Search {
        private final double[] point;
        private double shortest = Double.POSITIVE_INFINITY;
        private int first = -1;

        Search(double[] point) {
            this.point = point;
        }

        void nearest(int from, int to, int axis) {
            if (from == to) {
                return;
            }
            int root = (from + to) >>> 1;
            shortest = Math.min(shortest, chord(root));
            double beyond = point[axis] - points[AXES * root + axis];
            int next = (axis + 1) % AXES;
            // The half where the point lies comes first: it mostly settles that the other need not be looked at.
            if (beyond < 0) {
                nearest(from, root, next);
            } else {
                nearest(root + 1, to, next);
            }
            if (Math.abs(beyond) <= shortest) {
                if (beyond < 0) {
                    nearest(root + 1, to, next);
                } else {
                    nearest(from, root, next);
                }
            }
        }

        void first(int from, int to, int axis, double longest) {
            if (from == to) {
                return;
            }
            int root = (from + to) >>> 1;
            double chord = chord(root);
            if (chord <= longest && (first < 0 || cities[root].compareTo(cities[first]) < 0)) {
                first = root;
            }
            double beyond = point[axis] - points[AXES * root + axis];
            if (beyond <= longest) {
                first(from, root, (axis + 1) % AXES, longest);
            }
            if (beyond >= -longest) {
                first(root + 1, to, (axis + 1) % AXES, longest);
            }
        }

        private double chord(int city) {
            double x = points[AXES * city] - point[0];
            double y = points[AXES * city + 1] - point[1];
            double z = points[AXES * city + 2] - point[2];
            return Math.sqrt(x * x + y * y + z * z);
        }
    }
}
