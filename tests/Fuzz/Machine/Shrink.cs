namespace Bridges.Fuzz.Tests.Machine;

/// <summary>Leaves out of a failing input what it does not fail by.</summary>
internal static class Shrink
{
    private const int MostTries = 3000;

    public static T[] ToCause<T>(T[] input, Exception failure, Func<T[], string> check)
    {
        var tries = 0;
        for (var size = input.Length / 2; size > 0; size /= 2)
        {
            for (var start = 0; start + size <= input.Length && tries < MostTries;)
            {
                tries++;
                T[] smaller = [.. input[..start], .. input[(start + size)..]];
                if (FailsAlike(smaller, failure, check))
                {
                    input = smaller;
                }
                else
                {
                    start += size;
                }
            }
        }

        return input;
    }

    private static bool FailsAlike<T>(T[] input, Exception failure, Func<T[], string> check)
    {
        try
        {
            check(input);
            return false;
        }
        catch (Exception other)
        {
            return other.GetType() == failure.GetType();
        }
    }
}
