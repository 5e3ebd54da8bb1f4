using System.Globalization;

namespace Bridges.Matrix;

/// <summary>The characters that have a picture and a text form (Unicode, <c>emoji-variation-sequences.txt</c>), outside of ASCII.</summary>
internal static class EmojiVariations
{
    /// <summary>Shown as text where nothing asks for the picture.</summary>
    private static readonly HashSet<int> _textByDefault = Expand(
        "A9 AE 203C 2049 2122 2139 2194-2199 21A9-21AA 2328 23CF 23ED-23EF 23F1-23F2 23F8-23FA 24C2 25AA-25AB 25B6 25C0 25FB-25FC "
        + "2600-2604 260E 2611 2618 261D 2620 2622-2623 2626 262A 262E-262F 2638-263A 2640 2642 265F-2660 2663 2665-2666 2668 267B 267E "
        + "2692 2694-2697 2699 269B-269C 26A0 26A7 26B0-26B1 26C8 26CF 26D1 26D3 26E9 26F0-26F1 26F4 26F7-26F9 2702 2708-2709 270C-270D 270F "
        + "2712 2714 2716 271D 2721 2733-2734 2744 2747 2763-2764 27A1 2934-2935 2B05-2B07 3030 303D 3297 3299 1F170-1F171 1F17E-1F17F 1F202 "
        + "1F237 1F321 1F324-1F32C 1F336 1F37D 1F396-1F397 1F399-1F39B 1F39E-1F39F 1F3CB-1F3CE 1F3D4-1F3DF 1F3F3 1F3F5 1F3F7 1F43F 1F441 "
        + "1F4FD 1F549-1F54A 1F56F-1F570 1F573-1F579 1F587 1F58A-1F58D 1F590 1F5A5 1F5A8 1F5B1-1F5B2 1F5BC 1F5C2-1F5C4 1F5D1-1F5D3 1F5DC-1F5DE "
        + "1F5E1 1F5E3 1F5E8 1F5EF 1F5F3 1F5FA 1F6CB 1F6CD-1F6CF 1F6E0-1F6E5 1F6E9 1F6F0 1F6F3");

    /// <summary>Shown as a picture anyway; alone, they are spelled with the sign for it all the same.</summary>
    private static readonly HashSet<int> _pictureByDefault = Expand(
        "231A-231B 23E9-23EC 23F0 23F3 25FD-25FE 2614-2615 2648-2653 267F 2693 26A1 26AA-26AB 26BD-26BE 26C4-26C5 26D4 26EA 26F2-26F3 26F5 26FA "
        + "26FD 2753 2757 2B1B-2B1C 2B50 2B55 1F004 1F21A 1F22F 1F30D-1F30F 1F315 1F31C 1F378 1F393 1F3A7 1F3AC-1F3AE 1F3C2 1F3C4 1F3C6 1F3CA "
        + "1F3E0 1F3ED 1F408 1F415 1F41F 1F426 1F442 1F446-1F449 1F44D-1F44E 1F453 1F46A 1F47D 1F4A3 1F4B0 1F4B3 1F4BB 1F4BF 1F4CB 1F4DA 1F4DF "
        + "1F4E4-1F4E6 1F4EA-1F4ED 1F4F7 1F4F9-1F4FB 1F508 1F50D 1F512-1F513 1F550-1F567 1F610 1F687 1F68D 1F691 1F694 1F698 1F6AD 1F6B2 "
        + "1F6B9-1F6BA 1F6BC");

    public static bool IsTextByDefault(int value) => _textByDefault.Contains(value);

    public static bool HasBothForms(int value) => _textByDefault.Contains(value) || _pictureByDefault.Contains(value);

    private static HashSet<int> Expand(string ranges)
    {
        var values = new HashSet<int>();
        foreach (var range in ranges.Split(' '))
        {
            var ends = range.Split('-');
            for (var value = Parse(ends[0]); value <= Parse(ends[^1]); value++)
            {
                values.Add(value);
            }
        }

        return values;
    }

    private static int Parse(string hexadecimal) => int.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
