namespace Bridges.Telegram.Messages;

/// <summary>What a button does, written into its id.</summary>
internal static class ButtonIds
{
    /// <summary>It leads somewhere and is not pressed.</summary>
    public const string Link = "link";

    private const string CallbackPrefix = "data:";
    private const string SayPrefix = "say:";
    private const string CopyPrefix = "copy:";

    /// <summary>It tells a bot something, in base64.</summary>
    public static string Callback(string data) => CallbackPrefix + data;

    /// <summary>It says a text in the user's name.</summary>
    public static string Say(string text) => SayPrefix + text;

    /// <summary>It holds a text to be copied.</summary>
    public static string Copy(string text) => CopyPrefix + text;

    public static bool IsCallback(string id, out string data) => After(id, CallbackPrefix, out data);

    public static bool IsSay(string id, out string text) => After(id, SayPrefix, out text);

    public static bool IsCopy(string id, out string text) => After(id, CopyPrefix, out text);

    private static bool After(string id, string prefix, out string rest)
    {
        rest = id.StartsWith(prefix, StringComparison.Ordinal) ? id[prefix.Length..] : "";
        return rest.Length > 0;
    }
}
