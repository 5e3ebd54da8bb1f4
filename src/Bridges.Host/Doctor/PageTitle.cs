using System.Net;
using System.Text.RegularExpressions;

namespace Bridges.Host.Doctor;

/// <summary>What a web page calls itself, by which people know a login page or a proxy's again.</summary>
internal static partial class PageTitle
{
    private const int Longest = 60;

    /// <summary>Words to put behind a status; empty where the body is no page.</summary>
    public static string Describe(string body)
    {
        if (!body.AsSpan().TrimStart().StartsWith("<"))
        {
            return "";
        }

        var title = TitlePattern().Match(body) is { Success: true } match
            ? string.Concat(WebUtility.HtmlDecode(match.Groups["title"].Value).Where(letter => !char.IsControl(letter))).Trim() : "";
        return title.Length == 0 ? ", a web page" : $", a web page called '{(title.Length > Longest ? title[..Longest] : title)}'";
    }

    [GeneratedRegex(@"<title[^>]{0,200}>(?<title>[^<]{0,500})", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TitlePattern();
}
