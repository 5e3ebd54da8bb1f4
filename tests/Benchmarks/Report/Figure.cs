using System.Globalization;

namespace Bridges.Benchmarks;

/// <summary>One number with its unit. What it says of a build is compared with the same of another.</summary>
internal sealed record Figure(string Unit, double Value)
{
    public override string ToString() => $"{Text(Value)} {Unit}";

    public static string Text(double value) => value.ToString(value >= 100 ? "#,0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
