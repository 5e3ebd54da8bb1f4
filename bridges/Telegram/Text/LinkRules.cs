namespace Bridges.Telegram.Text;

/// <summary>Which links Telegram takes: it refuses a whole message for one of another kind (see TDLib's <c>LinkManager::check_link</c>).</summary>
internal static class LinkRules
{
    public static bool IsAccepted(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme switch
        {
            "http" or "https" => uri.Host.Contains('.', StringComparison.Ordinal) || uri.HostNameType == UriHostNameType.IPv6,
            "tg" or "ton" or "tonsite" => uri.Host.Length > 0,
            _ => false,
        };

    /// <summary>Whether a link can stand without its address beside it: Telegram takes it, or it leads nowhere at all.</summary>
    public static bool SpeaksForItself(string url) => IsAccepted(url) || !Uri.TryCreate(url, UriKind.Absolute, out _);
}
