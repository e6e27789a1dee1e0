export default async function Page({ params }: PageProps<"/[locale]">) {
  const { locale } = await params;
  return <main>home {locale}</main>;
}
