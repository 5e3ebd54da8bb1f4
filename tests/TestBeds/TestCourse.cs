using System.Globalization;

namespace Bridges.TestBeds;

/// <summary>
/// Which course a test takes that throws dice. The short form takes the same one each time, so that what a change broke is never mixed up with what
/// chance found; the long form takes a new one each time, and says which.
/// </summary>
public static class TestCourse
{
    private const int ShortFormsSeed = 7;

    /// <summary><c>BRIDGES_LONG=1</c>, which is <c>./test --long</c>.</summary>
    public static bool IsLong => Environment.GetEnvironmentVariable("BRIDGES_LONG") == "1";

    /// <summary><c>BRIDGES_CHAOS_SEED</c> where that is set: it repeats a course.</summary>
    public static int Seed() =>
        Environment.GetEnvironmentVariable("BRIDGES_CHAOS_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture)
        : IsLong ? Random.Shared.Next()
        : ShortFormsSeed;
}
