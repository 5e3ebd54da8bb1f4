using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bridges.Architecture.Tests.Sources;

/// <summary>
/// An abstract record and the records that derive from it. The base names its members, for the serializer or for a reader, and they
/// name it: one idea in several files, and no circle.
/// </summary>
internal static class RecordFamily
{
    public static bool Is(SourceProject project, IReadOnlyList<string> files)
    {
        var types = files.SelectMany(file => TypesIn(project, file)).ToArray();
        return types.Where(type => type is { IsRecord: true, IsAbstract: true })
            .Any(root => types.All(type => type is { IsRecord: true, IsValueType: false } && DerivesFrom(type, root)));
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(SourceProject project, string file)
    {
        var tree = project.Compilation.SyntaxTrees.Single(tree => tree.FilePath == file);
        var model = project.Compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes(node => node is not BaseTypeDeclarationSyntax)
            .OfType<BaseTypeDeclarationSyntax>()
            .Select(declaration => (INamedTypeSymbol)model.GetDeclaredSymbol(declaration)!);
    }

    private static bool DerivesFrom(INamedTypeSymbol type, INamedTypeSymbol root)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, root))
            {
                return true;
            }
        }

        return false;
    }
}
