using System.Text;

namespace Workers.Simulators.Faults;

/// <summary>Numbers in [0, 1) that depend on the seed and a position alone, so that a run can be repeated.</summary>
internal static class SeededDraw
{
    public static double At(long seed, long position, int purpose) =>
        (Mix((ulong)seed * 0x9E3779B97F4A7C15UL ^ Mix((ulong)position + ((ulong)purpose << 56))) >> 11) / (double)(1UL << 53);

    public static double For(long seed, string name, int purpose)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in Encoding.UTF8.GetBytes(name))
            hash = (hash ^ value) * 1099511628211UL;
        return At(seed, (long)(hash >> 8), purpose);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
