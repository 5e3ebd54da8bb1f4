namespace Bridges.Telegram.Files;

/// <summary>Loudness of voice messages: Telegram packs five bits for each value, the lowest first; here a value goes from 0 to 1024.</summary>
internal static class Waveform
{
    private const int BitsOfValue = 5;
    private const int Loudest = 31;
    private const int LoudestHere = 1024;

    /// <summary>How many values Telegram's own programs send.</summary>
    private const int Values = 100;

    public static IReadOnlyList<int> Unpack(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
        {
            return [];
        }

        var values = new List<int>();
        for (var bit = 0; bit + BitsOfValue <= length * 8 && values.Count < 1024; bit += BitsOfValue)
        {
            var (index, shift) = (bit / 8, bit % 8);
            var pair = bytes[index] | (index + 1 < length ? bytes[index + 1] << 8 : 0);
            values.Add(((pair >> shift) & Loudest) * LoudestHere / Loudest);
        }

        return values;
    }

    /// <returns>Null where nothing is known of the loudness.</returns>
    public static string? Pack(IReadOnlyList<int> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        var packed = new byte[((Values * BitsOfValue) + 7) / 8];
        for (var number = 0; number < Values; number++)
        {
            var value = Math.Clamp(values[(int)((long)number * values.Count / Values)], 0, LoudestHere) * Loudest / LoudestHere;
            var (index, shift) = (number * BitsOfValue / 8, number * BitsOfValue % 8);
            packed[index] |= (byte)(value << shift);
            if (index + 1 < packed.Length)
            {
                packed[index + 1] |= (byte)(value >> (8 - shift));
            }
        }

        return Convert.ToBase64String(packed);
    }
}
