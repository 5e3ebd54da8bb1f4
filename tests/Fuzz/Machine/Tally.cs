using System.Globalization;

namespace Bridges.Fuzz.Tests.Machine;

/// <summary>Counts what became of the inputs. An outcome that is new makes its input worth keeping.</summary>
internal sealed class Tally(string name, int inputs)
{
    private readonly Dictionary<string, int> _outcomes = new(StringComparer.Ordinal);

    public int Inputs => inputs;

    public void Add(string outcome, Action keep)
    {
        var count = _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        // The first ones of each kind, and a few of them later: mutations of mutations reach further.
        if (count <= 4 || count % 512 == 0)
        {
            keep();
        }
    }

    public void Print() => TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {inputs} inputs of {Fuzzing.SeedVariable}={Fuzzing.Seed}; {string.Join(", ", _outcomes.OrderByDescending(pair => pair.Value).Take(12).Select(pair => $"{pair.Key} {pair.Value}"))}"));
}
