using System.Runtime.CompilerServices;

namespace Bridges.Fuzz.Tests.Machine;

/// <summary>Feeds mutated inputs to a check and shows the one that it fails on, with the seed that makes it again.</summary>
internal static class Fuzzing
{
    /// <summary>Set to the seed that a failure has printed, to see the same inputs again.</summary>
    public const string SeedVariable = "BRIDGES_FUZZ_SEED";

    private const int LongTimes = 6;

    private static bool IsLong => Environment.GetEnvironmentVariable("BRIDGES_LONG") == "1";

    /// <summary>The short form meets the same inputs each time, the long one new ones, unless a seed is named.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out var named) ? named
        : IsLong ? unchecked((int)TimeProvider.System.GetUtcNow().Ticks)
        : 1;

    /// <summary>How many inputs a test makes: the given number, or several times as many in the long form.</summary>
    public static int Count(int inputs) => IsLong ? inputs * LongTimes : inputs;

    /// <param name="check">Looks at an input and says in a word what became of it; throws where a promise is broken.</param>
    /// <param name="most">The most bytes that one input may make it allocate, by the input's length.</param>
    public static void Texts(int inputs, Words words, Func<string, string> check, Func<int, long> most, [CallerMemberName] string name = "") =>
        Run(inputs, TextsOf(words, name), input => check(new string(input)), Literal.Of, most, name);

    /// <inheritdoc cref="Texts"/>
    public static void Bytes(int inputs, Words words, Func<byte[], string> check, Func<int, long> most, [CallerMemberName] string name = "") =>
        Run(inputs, BytesOf(words, name), check, Literal.Of, most, name);

    /// <summary>For checks that wait for others: what they allocate is not counted.</summary>
    public static async Task BytesAsync(int inputs, Words words, Func<byte[], Task<string>> check, [CallerMemberName] string name = "")
    {
        var mutator = BytesOf(words, name);
        var tally = new Tally(name, Count(inputs));
        for (var number = 0; number < tally.Inputs; number++)
        {
            var input = mutator.Next();
            try
            {
                tally.Add(await check(input), () => mutator.Keep(input));
            }
            catch (Exception failure)
            {
                throw Failed(name, number, Literal.Of(input), failure);
            }
        }

        tally.Print();
    }

    public static Mutator<char> TextsOf(Words words, string name) =>
        new(words.Seeds.Select(static seed => seed.ToCharArray()), words.Pieces.Select(static piece => piece.ToCharArray()), Words.AnyCharacter, SeedOf(name));

    public static Mutator<byte> BytesOf(Words words, string name) =>
        new(words.Seeds.Select(Words.ToBytes), words.Pieces.Select(Words.ToBytes), static random => (byte)random.Next(256), SeedOf(name));

    private static void Run<T>(int inputs, Mutator<T> mutator, Func<T[], string> check, Func<T[], string> literal, Func<int, long> most, string name)
    {
        var tally = new Tally(name, Count(inputs));
        for (var number = 0; number < tally.Inputs; number++)
        {
            var input = mutator.Next();
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                tally.Add(check(input), () => mutator.Keep(input));
            }
            catch (Exception failure)
            {
                var smaller = Shrink.ToCause(input, failure, check);
                throw Failed(name, number, literal(smaller), failure);
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            // The first input pays for what is made once, unless another test came before.
            Assert.True(number == 0 || allocated <= most(input.Length), $"{allocated} bytes for an input of {input.Length}, seed {Seed}, number {number}: {literal(input)}");
        }

        tally.Print();
    }

    private static FuzzException Failed(string name, int number, string literal, Exception failure) =>
        new($"{name} fails on input {number} of {SeedVariable}={Seed}:\n{literal}\n{failure.GetType().Name}: {failure.Message}", failure);

    // Not string.GetHashCode, which differs from run to run.
    private static int SeedOf(string name) => name.Aggregate(Seed, static (seed, character) => unchecked((seed * 31) + character));
}
