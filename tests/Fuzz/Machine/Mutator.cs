using System.Diagnostics.CodeAnalysis;

namespace Bridges.Fuzz.Tests.Machine;

/// <summary>Makes new inputs of valid ones: changes, cuts, repeats, and puts parts of different ones together.</summary>
[SuppressMessage("Security", "CA5394", Justification = "The inputs of a seed must come again.")]
internal sealed class Mutator<T>
{
    /// <summary>Longer inputs find nothing more and take their time; limits of size have tests of their own.</summary>
    private const int Longest = 8_000;

    private const int Kept = 400;

    private readonly List<T[]> _pool;
    private readonly int _seeds;
    private readonly T[][] _pieces;
    private readonly Func<Random, T> _any;
    private readonly Random _random;
    private int _next;

    public Mutator(IEnumerable<T[]> seeds, IEnumerable<T[]> pieces, Func<Random, T> any, int seed)
    {
        _pool = [.. seeds];
        _seeds = _pool.Count;
        _pieces = [.. pieces];
        _any = any;
        _random = new Random(seed);
    }

    /// <summary>The seeds as they are first, so that it shows when one of them is no valid input; then mutations.</summary>
    public T[] Next()
    {
        if (_next < _seeds)
        {
            return _pool[_next++];
        }

        var input = new List<T>(Any(_pool));
        for (var change = 1 << _random.Next(4); change > 0; change--)
        {
            Change(input);
        }

        return [.. input.Take(Longest)];
    }

    /// <summary>Makes an input the root of others.</summary>
    public void Keep(T[] input)
    {
        if (_pool.Count < _seeds + Kept)
        {
            _pool.Add(input);
        }
        else
        {
            _pool[_random.Next(_seeds, _pool.Count)] = input;
        }
    }

    private void Change(List<T> input)
    {
        var (start, length) = Range(input);
        switch (_random.Next(10))
        {
            case 0 when input.Count > 0:
                input[Math.Min(start, input.Count - 1)] = _any(_random);
                break;
            case 1:
                input.RemoveRange(start, length);
                break;
            case 2:
                input.RemoveRange(start, input.Count - start);
                break;
            case 3:
                input.InsertRange(_random.Next(input.Count + 1), input.GetRange(start, length));
                break;
            case 4:
                Nest(input, start, length);
                break;
            case 5:
                Splice(input, start);
                break;
            case 6:
                input.RemoveRange(start, length);
                input.InsertRange(start, Any(_pieces));
                break;
            default:
                input.InsertRange(start, Any(_pieces));
                break;
        }
    }

    /// <summary>One piece very many times before a part, and mostly another as often behind it.</summary>
    private void Nest(List<T> input, int start, int length)
    {
        var times = 1 << _random.Next(11);
        var (opening, closing) = (Any(_pieces), Any(_pieces));
        if (_random.Next(4) > 0)
        {
            input.InsertRange(start + length, Repeat(closing, times));
        }

        input.InsertRange(start, Repeat(opening, times));
    }

    private void Splice(List<T> input, int start)
    {
        var other = Any(_pool);
        input.RemoveRange(start, input.Count - start);
        input.AddRange(other.AsSpan(_random.Next(other.Length + 1)));
    }

    private (int Start, int Length) Range(List<T> input)
    {
        var start = _random.Next(input.Count + 1);
        var most = _random.Next(3) == 0 ? input.Count - start : Math.Min(8, input.Count - start);
        return (start, _random.Next(most + 1));
    }

    private static IEnumerable<T> Repeat(T[] piece, int times) => Enumerable.Repeat(piece, Math.Min(times, 1 + (Longest / Math.Max(1, piece.Length)))).SelectMany(static part => part);

    private T[] Any(IReadOnlyList<T[]> from) => from[_random.Next(from.Count)];
}
