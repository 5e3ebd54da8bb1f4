namespace Bridges.Host.Configuration;

/// <summary>Where the page is.</summary>
internal static class PageAddresses
{
    /// <summary>Within the host. All views lie directly in it, so that links between them hold under any path of a reverse proxy.</summary>
    public const string Root = "/_bridges/page/";

    /// <summary>As browsers see it, with a slash at its end.</summary>
    public static Uri Public(BridgesConfiguration configuration)
    {
        var url = configuration.Page.Url?.ToString() ?? new Uri((configuration.Page.Listen ?? configuration.Appservice.Listen).LocalUrl, Root).ToString();
        return new Uri(url.EndsWith('/') ? url : url + "/");
    }
}
