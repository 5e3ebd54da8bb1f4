using System.Text;

namespace Bridges.MediaWorker.Pictures;

/// <summary>The blurhash of a picture (the algorithm that its inventors publish): a few cosine waves in linear light, in base 83.</summary>
internal static class BlurHash
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
    private const int Across = 4;
    private const int Down = 3;

    /// <param name="rgba">The picture, scaled to about 32 pixels.</param>
    public static string Encode(ReadOnlySpan<byte> rgba, int width, int height)
    {
        var light = new float[width * height * 3];
        for (var i = 0; i < width * height; i++)
        {
            for (var colour = 0; colour < 3; colour++)
            {
                light[(i * 3) + colour] = ToLinear(rgba[(i * 4) + colour]);
            }
        }

        var factors = new float[Across * Down * 3];
        for (var wave = 0; wave < Across * Down; wave++)
        {
            Measure(light, width, height, wave % Across, wave / Across, factors.AsSpan(wave * 3, 3));
        }

        return Write(factors);
    }

    private static void Measure(ReadOnlySpan<float> light, int width, int height, int across, int down, Span<float> factor)
    {
        for (var y = 0; y < height; y++)
        {
            var row = MathF.Cos(MathF.PI * down * y / height);
            for (var x = 0; x < width; x++)
            {
                var basis = row * MathF.Cos(MathF.PI * across * x / width);
                var at = ((y * width) + x) * 3;
                factor[0] += basis * light[at];
                factor[1] += basis * light[at + 1];
                factor[2] += basis * light[at + 2];
            }
        }

        var scale = (across == 0 && down == 0 ? 1f : 2f) / (width * height);
        foreach (ref var value in factor)
        {
            value *= scale;
        }
    }

    private static string Write(ReadOnlySpan<float> factors)
    {
        float largest = 0;
        foreach (var factor in factors[3..])
        {
            largest = MathF.Max(largest, MathF.Abs(factor));
        }

        var steps = Math.Clamp((int)((largest * 166) - 0.5f), 0, 82);
        var scale = (steps + 1) / 166f;
        var text = new StringBuilder(4 + (2 * Across * Down));
        Append(text, Across - 1 + ((Down - 1) * 9), 1);
        Append(text, steps, 1);
        Append(text, (ToSrgb(factors[0]) << 16) | (ToSrgb(factors[1]) << 8) | ToSrgb(factors[2]), 4);
        for (var i = 3; i < factors.Length; i += 3)
        {
            Append(text, (((Quantize(factors[i] / scale) * 19) + Quantize(factors[i + 1] / scale)) * 19) + Quantize(factors[i + 2] / scale), 2);
        }

        return text.ToString();
    }

    private static int Quantize(float value) =>
        Math.Clamp((int)MathF.Floor((MathF.CopySign(MathF.Sqrt(MathF.Abs(value)), value) * 9) + 9.5f), 0, 18);

    private static float ToLinear(byte value)
    {
        var share = value / 255f;
        return share <= 0.04045f ? share / 12.92f : MathF.Pow((share + 0.055f) / 1.055f, 2.4f);
    }

    private static int ToSrgb(float value)
    {
        var light = Math.Clamp(value, 0, 1);
        return (int)(((light <= 0.0031308f ? light * 12.92f : (1.055f * MathF.Pow(light, 1 / 2.4f)) - 0.055f) * 255) + 0.5f);
    }

    private static void Append(StringBuilder text, int value, int length)
    {
        for (int i = 1, divisor = (int)Math.Pow(83, length - 1); i <= length; i++, divisor /= 83)
        {
            text.Append(Digits[value / divisor % 83]);
        }
    }
}
