namespace Bridges.Host.Http;

/// <summary>Endpoints that belong together. Each says with a <see cref="Caller"/> who may call it.</summary>
internal interface IEndpointGroup
{
    void Map(IEndpointRouteBuilder routes);
}
