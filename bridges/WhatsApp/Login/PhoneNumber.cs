namespace Bridges.WhatsApp.Login;

/// <summary>A phone number as people write it.</summary>
internal static class PhoneNumber
{
    private const int Shortest = 7;
    private const int Longest = 15;

    /// <summary>The digits with the country code; null where that is missing, or it is no number: the code would go to somebody else.</summary>
    public static string? Read(string written)
    {
        // The zero that is dialled only at home.
        var digits = new string([.. written.Replace("(0)", "", StringComparison.Ordinal).Where(char.IsAsciiDigit)]);
        if (digits.StartsWith("00", StringComparison.Ordinal))
        {
            digits = digits[2..];
        }

        return digits.Length is >= Shortest and <= Longest && digits[0] != '0' ? digits : null;
    }
}
