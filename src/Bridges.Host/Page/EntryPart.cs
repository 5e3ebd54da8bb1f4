namespace Bridges.Host.Page;

/// <summary>The way in and out, and the files that the views name.</summary>
internal sealed class EntryPart(PageGate gate, EntryViews entry) : IPagePart
{
    public void Map(RouteGroupBuilder page)
    {
        page.MapGet("/", gate.Users(EntryViews.GoHomeAsync));
        page.MapGet("/enter", gate.Anybody(entry.AskAsync));
        page.MapPost("/enter", gate.Anybody(entry.EnterAsync));
        page.MapPost("/leave", gate.Users(entry.LeaveAsync));
        page.MapGet("/pico.css", gate.Anybody(context => PageRenderer.WriteFileAsync(context, "pico.css", "text/css")));
        page.MapGet("/page.css", gate.Anybody(context => PageRenderer.WriteFileAsync(context, "page.css", "text/css")));
        page.MapGet("/page.js", gate.Anybody(context => PageRenderer.WriteFileAsync(context, "page.js", "text/javascript")));
    }
}
